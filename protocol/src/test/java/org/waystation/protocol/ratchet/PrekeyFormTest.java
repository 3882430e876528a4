package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.PlainEd25519;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.sealed.OpaqueBundle;

/** Prekeys and introductions byte for byte, their signatures checked by the JDK. */
class PrekeyFormTest {
    private final Entropy entropy = new SeededEntropy(41);
    private final Person bojan = new Person(entropy);
    private final byte[] signKey = bojan.identity.publicIdentity().signing().bytes();
    private final byte[] agreeKey = bojan.identity.publicIdentity().agreement().bytes();
    private final byte[] introKey = bojan.standing.introKey().publicKey().bytes();
    private final byte[] curveKey =
            bojan.standing.signedCurve().key().publicKey().bytes();
    private final byte[] kemKey = bojan.standing.lastResort().key().publicKey().bytes();

    @Test
    void oneTimeCurvePrekeyIsItsNumberAndKey() {
        // Given
        String key = Hex.of(bojan.oneTimeCurve.key().publicKey().bytes());
        // Then
        assertEquals("08031220" + key, Hex.of(bojan.oneTimeCurve.publish()));
    }

    @Test
    void oneTimeKemPrekeyIsItsNumberKeyAndSignature() throws GeneralSecurityException {
        // Given
        byte[] key = bojan.oneTimeKem.key().publicKey().bytes();
        String head = "080412a00c" + Hex.of(key) + "1a40";
        // When
        String encoded = Hex.of(bojan.oneTimeKem.publish(bojan.identity));
        // Then
        assertEquals(head, encoded.substring(0, head.length()));
        assertSigned("waystation/1 kem prekey", encoded.substring(head.length()), Hex.bytes("00000004"), key);
    }

    @Test
    void standingPrekeysAreSignedOneByOneAndAllTogether() throws GeneralSecurityException {
        // Given
        Reader reader = new Reader(bojan.standing.publish(bojan.identity));
        // When
        reader.expect("0a20" + Hex.of(signKey) + "1220" + Hex.of(agreeKey));
        reader.expect("1a66 0801 1220" + Hex.of(curveKey) + "1a40");
        String ofCurve = reader.take(64);
        reader.expect("22e70c 0802 12a00c" + Hex.of(kemKey) + "1a40");
        String ofKem = reader.take(64);
        reader.expect("2ac009" + Hex.of(introKey) + "3240");
        String ofAll = reader.take(64);
        // Then
        reader.expectEnd();
        assertSigned("waystation/1 curve prekey", ofCurve, Hex.bytes("00000001"), curveKey);
        assertSigned("waystation/1 kem prekey", ofKem, Hex.bytes("00000002"), kemKey);
        assertSigned(
                "waystation/1 standing prekeys",
                ofAll,
                signKey,
                agreeKey,
                Hex.bytes("00000001"),
                curveKey,
                Hex.bytes("00000002"),
                kemKey,
                introKey);
    }

    @Test
    void bundleIsItsPartsAsTheyWerePublished() throws CryptoRefused {
        // Given
        byte[] standing = bojan.standing.publish(bojan.identity);
        byte[] curve = bojan.oneTimeCurve.publish();
        byte[] kem = bojan.oneTimeKem.publish(bojan.identity);
        String expected = "0a" + Hex.varint(standing.length) + Hex.of(standing) + "1224" + Hex.of(curve) + "1a"
                + Hex.varint(kem.length) + Hex.of(kem);
        // When
        Bytes joined =
                OpaqueBundle.encode(Bytes.wrap(standing), Optional.of(Bytes.wrap(curve)), Optional.of(Bytes.wrap(kem)));
        // Then
        assertEquals(expected, Hex.of(joined.toByteArray()));
        assertEquals(expected, Hex.of(bojan.fullBundle()));
        assertArrayEquals(
                bojan.standingBundle(),
                OpaqueBundle.encode(Bytes.wrap(standing), Optional.empty(), Optional.empty())
                        .toByteArray());
        assertEquals(
                bojan.identity.publicIdentity(),
                PrekeyBundle.decode(joined.toByteArray(), bojan.fingerprint()).identity());
    }

    @Test
    void fingerprintOfAPersonIsTheHashOfBothKeys() throws GeneralSecurityException {
        assertArrayEquals(
                MessageDigest.getInstance("SHA-256")
                        .digest(PlainEd25519.message("waystation/1 person fingerprint", signKey, agreeKey)),
                bojan.fingerprint());
    }

    @Test
    void introductionIsTheHandshakeAndTheMessagePaddedAndSealed() throws Exception {
        // Given
        Person ana = new Person(entropy);
        Session session = ana.introduceTo(bojan);
        Encrypted sent = session.encrypt(new byte[] {1, 2, 3}, entropy);
        byte[] message = sent.message();
        // When
        byte[] envelope = sent.next().pendingIntroduction().orElseThrow().seal(message, 4096, entropy);
        byte[] opened = bojan.standing
                .introKey()
                .open(Label.INTRO_SEAL, new byte[0], new byte[0], envelope)
                .plaintext();
        // Then
        int length = ByteBuffer.wrap(opened).getInt();
        assertEquals(4096 - 1120 - 16, opened.length);
        assertArrayEquals(new byte[opened.length - 4 - length], Arrays.copyOfRange(opened, 4 + length, opened.length));
        Reader reader = new Reader(Arrays.copyOfRange(opened, 4, 4 + length));
        byte[] anaSigns = ana.identity.publicIdentity().signing().bytes();
        byte[] anaAgrees = ana.identity.publicIdentity().agreement().bytes();
        reader.expect("0a20" + Hex.of(anaSigns) + "1220" + Hex.of(anaAgrees) + "1a20");
        byte[] ephemeral = Hex.bytes(reader.take(32));
        reader.expect("2001 2803 3004 3aa00c");
        byte[] ciphertext = Hex.bytes(reader.take(1568));
        reader.expect("4265" + Hex.of(message) + "4a40");
        byte[] vouched = Hex.bytes(reader.take(64));
        reader.expectEnd();
        assertTrue(PlainEd25519.verify(anaSigns, vouched, PlainEd25519.message("waystation/1 identity", anaAgrees)));
        assertArrayEquals(
                MessageDigest.getInstance("SHA-256")
                        .digest(PlainEd25519.message(
                                "waystation/1 handshake id", anaSigns, anaAgrees, ephemeral, ciphertext)),
                session.handshakeId());
        assertEquals(77 + 16 + 5 + 3, message.length);
    }

    private void assertSigned(String label, String signature, byte[]... parts) throws GeneralSecurityException {
        assertTrue(PlainEd25519.verify(signKey, Hex.bytes(signature), PlainEd25519.message(label, parts)), label);
    }

    /** Reads a message from its start to its end, field by field. */
    private static final class Reader {
        private final String hex;
        private int at;

        Reader(byte[] bytes) {
            this.hex = Hex.of(bytes);
        }

        void expect(String digits) {
            String expected = digits.replace(" ", "");
            assertEquals(expected, hex.substring(at, at + expected.length()));
            at += expected.length();
        }

        String take(int bytes) {
            at += 2 * bytes;
            return hex.substring(at - 2 * bytes, at);
        }

        void expectEnd() {
            assertEquals(hex.length(), at);
        }
    }
}
