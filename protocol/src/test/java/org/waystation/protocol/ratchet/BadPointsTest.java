package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.wire.CurvePrekey;
import org.waystation.protocol.wire.Introduction;
import org.waystation.protocol.wire.StandingPrekeys;

/** Every place where somebody else's X25519 key comes in, and every kind of point that must not: each refused by itself. */
class BadPointsTest {
    private static final Entropy ENTROPY = new SeededEntropy(22);
    private static final Person ANA = new Person(ENTROPY);
    private static final Person BOJAN = new Person(ENTROPY);
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final int KEY_BYTES = 32;

    /** Reads 32 bytes at the place where they would come in. */
    private interface Door {
        void take(byte[] point) throws CryptoRefused;
    }

    private static Map<String, Door> doors() {
        Map<String, Door> doors = new LinkedHashMap<>();
        doors.put("identity in a bundle", point -> decodeStanding(signedAgain(point, "identity")));
        doors.put("signed prekey", point -> decodeStanding(signedAgain(point, "signed prekey")));
        doors.put("intro key", point -> decodeStanding(signedAgain(point, "intro key")));
        doors.put("one-time prekey", BadPointsTest::oneTime);
        doors.put("identity in an introduction", BadPointsTest::initiator);
        doors.put(
                "ephemeral",
                point -> IntroductionHeader.of(header().setEphemeral(of(point)).build()));
        doors.put("ratchet header", BadPointsTest::ratchetKey);
        return doors;
    }

    private static Map<String, byte[]> badPoints() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        BigInteger order8 =
                new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504");
        BigInteger otherOrder8 =
                new BigInteger("39382357235489614581723060781553021112529911719440698176882885853963445705823");
        bad.put("0", encoded(BigInteger.ZERO));
        bad.put("1", encoded(BigInteger.ONE));
        bad.put("order 8", encoded(order8));
        bad.put("the other of order 8", encoded(otherOrder8));
        bad.put("p - 1", encoded(PRIME.subtract(BigInteger.ONE)));
        bad.put("p", encoded(PRIME));
        bad.put("p + 1", encoded(PRIME.add(BigInteger.ONE)));
        bad.put("p + 9, a good point spelled otherwise", encoded(PRIME.add(BigInteger.valueOf(9))));
        bad.put("2^255 - 1", encoded(BigInteger.TWO.pow(255).subtract(BigInteger.ONE)));
        bad.put("9 with the unused bit set", encoded(BigInteger.TWO.pow(255).add(BigInteger.valueOf(9))));
        bad.put("all ones", encoded(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));
        return bad;
    }

    static Stream<Arguments> table() {
        return doors().keySet().stream()
                .flatMap(door -> badPoints().keySet().stream().map(point -> Arguments.of(door, point)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aBadPointIsRefusedWhereItComesIn(String door, String point) {
        assertThrows(
                CryptoRefused.class, () -> doors().get(door).take(badPoints().get(point)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aGoodPointIsTakenThere(String door) {
        assertDoesNotThrow(() -> doors().get(door).take(encoded(BigInteger.valueOf(9))));
    }

    static Stream<String> names() {
        return doors().keySet().stream();
    }

    @Test
    void thePointsOfLowOrderGiveASecretOfZeros() {
        for (String each : new String[] {"0", "1", "order 8", "the other of order 8", "p - 1", "p", "p + 1"}) {
            // When
            byte[] secret = new byte[KEY_BYTES];
            X25519.scalarMult(ENTROPY.bytes(KEY_BYTES), 0, badPoints().get(each), 0, secret, 0);

            // Then
            assertArrayEquals(new byte[KEY_BYTES], secret, each);
        }
    }

    private static byte[] encoded(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        byte[] little = new byte[KEY_BYTES];
        for (int at = 0; at < KEY_BYTES && at < bigEndian.length; at++) {
            little[at] = bigEndian[bigEndian.length - 1 - at];
        }
        return little;
    }

    /** Bojan's standing prekeys with a point of his own choice in them, and every signature good. */
    private static byte[] signedAgain(byte[] point, String where) throws CryptoRefused {
        StandingPrekeys.Builder standing = StandingPrekeys.newBuilder();
        try {
            standing.mergeFrom(BOJAN.standing.publish(BOJAN.identity));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        switch (where) {
            case "identity" -> standing.setIdentityAgree(of(point));
            case "signed prekey" -> {
                byte[] signature = BOJAN.identity
                        .signing()
                        .sign(
                                Label.CURVE_PREKEY,
                                Person.signedId(standing.getSignedCurve().getId()),
                                point);
                standing.getSignedCurveBuilder().setKey(of(point)).setSignature(of(signature));
            }
            default -> {
                byte[] key = standing.getIntroKey().toByteArray();
                System.arraycopy(point, 0, key, key.length - KEY_BYTES, KEY_BYTES);
                standing.setIntroKey(of(key));
            }
        }
        return standing.setSignature(of(BOJAN.identity
                        .signing()
                        .sign(
                                Label.STANDING_PREKEYS,
                                standing.getIdentitySign().toByteArray(),
                                standing.getIdentityAgree().toByteArray(),
                                Person.signedId(standing.getSignedCurve().getId()),
                                standing.getSignedCurve().getKey().toByteArray(),
                                Person.signedId(standing.getLastResort().getId()),
                                standing.getLastResort().getKey().toByteArray(),
                                standing.getIntroKey().toByteArray())))
                .build()
                .toByteArray();
    }

    private static void decodeStanding(byte[] encoded) throws CryptoRefused {
        org.waystation.protocol.prekey.StandingPrekeys.decode(encoded);
    }

    private static void oneTime(byte[] point) throws CryptoRefused {
        org.waystation.protocol.prekey.CurvePrekey.decode(
                CurvePrekey.newBuilder().setId(3).setKey(of(point)).build().toByteArray());
    }

    /** The signing key vouches for whatever it is given. */
    private static void initiator(byte[] point) throws CryptoRefused {
        IntroductionHeader.of(header().setIdentityAgree(of(point))
                .setIdentitySignature(of(ANA.identity.signing().sign(Label.IDENTITY, point)))
                .build());
    }

    private static Introduction.Builder header() throws CryptoRefused {
        return ANA.introduceTo(BOJAN)
                .pendingIntroduction()
                .orElseThrow()
                .header()
                .message();
    }

    private static void ratchetKey(byte[] point) throws CryptoRefused {
        Header.decode(
                ByteBuffer.allocate(Header.BYTES).put(Header.VERSION).put(point).array());
    }

    private static ByteString of(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
