package org.waystation.protocol.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.PlainEd25519;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.protocol.wire.CardBody;

class SignedCardTest {
    private static final Instant ISSUED = Instant.ofEpochSecond(1_800_000_000L);
    private static final Instant EXPIRES = ISSUED.plusSeconds(100);
    private static final String PIN = "03".repeat(32);

    private final Entropy entropy = new SeededEntropy(31);
    private final SigningKey identity = SigningKey.generate(entropy);
    private final RelayId relay = RelayId.of(identity.verifyingKey().bytes());
    private final RoutingKey routingKey =
            new RoutingKey(SealingKey.generate(entropy).publicKey(), ISSUED, ISSUED.plusSeconds(50));
    private final RelayCard card = card(9);

    @Test
    void cardIsWrittenAsTheGrammarSays() throws GeneralSecurityException {
        // Given
        String body = "0a 20 " + Hex.of(relay.toByteArray()) + " 12 09 612e6578616d706c65  18 09  20 80a4a7da06"
                + " 28 e4a4a7da06  32 0e 612e6578616d706c653a37313433  32 0a 5b3a3a315d3a37313433  3a 20 " + PIN
                + " 42 d909  0a 08 " + Hex.of(routingKey.id().toByteArray()) + " 12 c009 "
                + Hex.of(routingKey.key().bytes()) + " 18 80a4a7da06  20 b2a4a7da06  48 01  50 01";
        // When
        String encoded = Hex.of(card.sign(identity).encoded().toByteArray());
        // Then
        String head = "0ad90a" + body.replace(" ", "") + "1240";
        assertEquals(head, encoded.substring(0, head.length()));
        assertEquals(head.length() + 128, encoded.length());
        assertTrue(PlainEd25519.verify(
                relay.toByteArray(),
                Hex.bytes(encoded.substring(head.length())),
                PlainEd25519.message("waystation/1 relay card", Hex.bytes(body))));
    }

    @Test
    void cardComesBackFromItsBytesAndFromItsText() throws CardRefused, UnreadableText {
        // Given
        SignedCard signed = card.sign(identity);
        // Then
        assertEquals(signed, SignedCard.verify(signed.encoded()));
        assertEquals(signed, SignedCard.parse(signed.toText()));
        assertEquals(card, SignedCard.verify(signed.encoded()).card());
        assertTrue(signed.toText().startsWith("waystation-card:"));
    }

    @Test
    void cardWithFieldsOfANewerVersionVerifiesAndIsHandedOnWhole() throws CardRefused {
        // Given
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(1000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        Bytes encoded = signed(body -> body.setUnknownFields(newer), identity);
        // When
        SignedCard read = SignedCard.verify(encoded);
        // Then
        assertEquals(card, read.card());
        assertEquals(encoded, read.encoded());
    }

    @Test
    void anyDamageIsRefused() {
        // Given
        byte[] good = card.sign(identity).encoded().toByteArray();
        Random random = new Random(4);
        // Then
        for (int i = 0; i < 500; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            assertThrows(CardRefused.class, () -> SignedCard.verify(Bytes.wrap(damaged)));
        }
    }

    @Test
    void changedCardUnderTheOldSignatureIsForged() throws Exception {
        // Given
        var good = org.waystation.protocol.wire.SignedCard.parseFrom(
                card.sign(identity).encoded().toByteArray());
        ByteString changed = CardBody.parseFrom(good.getBody()).toBuilder()
                .setEndpoints(0, "evil.example:1")
                .build()
                .toByteString();
        // Then
        assertRefused(
                CardRefused.Why.FORGED,
                Bytes.wrap(good.toBuilder().setBody(changed).build().toByteArray()));
    }

    @Test
    void cardSignedByAnotherRelayIsForged() {
        assertRefused(CardRefused.Why.FORGED, signed(body -> {}, SigningKey.generate(entropy)));
    }

    @Test
    void signatureForAnotherPurposeIsForged() {
        // Given
        byte[] body = body().build().toByteArray();
        // Then
        assertRefused(
                CardRefused.Why.FORGED,
                Bytes.wrap(org.waystation.protocol.wire.SignedCard.newBuilder()
                        .setBody(ByteString.copyFrom(body))
                        .setSignature(ByteString.copyFrom(identity.sign(Label.ROSTER, body)))
                        .build()
                        .toByteArray()));
    }

    @Test
    void identityOfLowOrderIsRefusedAlthoughAnythingVerifiesUnderIt() {
        // Given: the neutral point, and a signature that RFC 8032 would accept under it
        CardBody body = body().setRelay(ByteString.copyFrom(Hex.bytes("01", "00".repeat(31))))
                .build();
        // Then
        assertRefused(
                CardRefused.Why.MALFORMED,
                Bytes.wrap(org.waystation.protocol.wire.SignedCard.newBuilder()
                        .setBody(body.toByteString())
                        .setSignature(ByteString.copyFrom(Hex.bytes("01", "00".repeat(63))))
                        .build()
                        .toByteArray()));
    }

    @Test
    void fieldOutOfBoundsIsMalformedEvenIfSigned() {
        List<Consumer<CardBody.Builder>> changes = List.of(
                body -> body.setRelay(ByteString.copyFrom(new byte[31])),
                body -> body.setName("A.example"),
                body -> body.setSequence(0),
                body -> body.setSequence(-1),
                body -> body.setIssuedAt(Limits.MAX_TIME_SECONDS + 1),
                body -> body.setExpiresAt(Long.MAX_VALUE),
                body -> body.setExpiresAt(body.getIssuedAt()),
                body -> body.setIssuedAt(Long.MIN_VALUE),
                CardBody.Builder::clearEndpoints,
                body -> body.setEndpoints(0, "a.example"),
                body -> body.addAllEndpoints(Collections.nCopies(7, "a.example:1")),
                CardBody.Builder::clearTlsPins,
                body -> body.setTlsPins(0, ByteString.copyFrom(new byte[31])),
                body -> body.addAllTlsPins(Collections.nCopies(4, body.getTlsPins(0))),
                CardBody.Builder::clearRoutingKeys,
                body -> body.addAllRoutingKeys(Collections.nCopies(4, body.getRoutingKeys(0))),
                body -> body.getRoutingKeysBuilder(0).setKey(ByteString.copyFrom(new byte[1215])),
                body -> body.getRoutingKeysBuilder(0).setKey(ByteString.copyFrom(new byte[1216])),
                body -> body.getRoutingKeysBuilder(0).setNotAfter(Long.MAX_VALUE),
                body -> body.getRoutingKeysBuilder(0).setNotBefore(-1));
        // Then
        for (int i = 0; i < changes.size(); i++) {
            Bytes encoded = signed(changes.get(i), identity);
            assertEquals(
                    CardRefused.Why.MALFORMED,
                    assertThrows(CardRefused.class, () -> SignedCard.verify(encoded), "change " + i)
                            .why(),
                    "change " + i);
        }
    }

    @Test
    void bytesThatAreNoCardAreRefused() {
        assertRefused(CardRefused.Why.MALFORMED, Bytes.wrap(new byte[0]));
        assertRefused(CardRefused.Why.MALFORMED, Hex.value("ff"));
        assertRefused(CardRefused.Why.MALFORMED, Bytes.wrap(new byte[Limits.MAX_CARD_BYTES + 1]));
    }

    @Test
    void largestCardIsWithinTheLimit() throws CardRefused, UnreadableText {
        // Given
        String name = ("a".repeat(63) + ".").repeat(3) + "a".repeat(61);
        RelayCard largest = new RelayCard(
                relay,
                name,
                Long.MAX_VALUE,
                ISSUED,
                Instant.ofEpochSecond(Limits.MAX_TIME_SECONDS),
                Collections.nCopies(RelayCard.MAX_ENDPOINTS, name + ":65535"),
                Collections.nCopies(RelayCard.MAX_TLS_PINS, Hex.value(PIN)),
                Collections.nCopies(RelayCard.MAX_ROUTING_KEYS, routingKey));
        // Then
        assertEquals(largest, SignedCard.parse(largest.sign(identity).toText()).card());
    }

    @Test
    void cardIsExpiredFromItsLastSecondOn() {
        assertFalse(card.isExpiredAt(EXPIRES.minusNanos(1)));
        assertTrue(card.isExpiredAt(EXPIRES));
    }

    @Test
    void requestsAreSealedToTheValidKeyThatLastsLongest() {
        // Given
        RoutingKey later = new RoutingKey(
                SealingKey.generate(entropy).publicKey(), ISSUED.plusSeconds(20), ISSUED.plusSeconds(80));
        RelayCard both = new RelayCard(
                relay,
                "a.example",
                1,
                ISSUED,
                EXPIRES,
                List.of("a.example:1"),
                List.of(Hex.value(PIN)),
                List.of(routingKey, later));
        // Then
        assertEquals(Optional.empty(), both.routingKeyAt(ISSUED.minusSeconds(1)));
        assertEquals(Optional.of(routingKey), both.routingKeyAt(ISSUED));
        assertEquals(Optional.of(later), both.routingKeyAt(ISSUED.plusSeconds(20)));
        assertEquals(Optional.of(later), both.routingKeyAt(ISSUED.plusSeconds(79)));
        assertEquals(Optional.empty(), both.routingKeyAt(ISSUED.plusSeconds(80)));
    }

    @Test
    void laterCardMayDescribeTheSame() {
        assertTrue(card.describesTheSameAs(card(10)));
        assertTrue(card.names(Hex.value(PIN)));
        assertFalse(card.names(Hex.value("04".repeat(32))));
    }

    private RelayCard card(long sequence) {
        return new RelayCard(
                relay,
                "a.example",
                sequence,
                ISSUED,
                EXPIRES,
                List.of("a.example:7143", "[::1]:7143"),
                List.of(Hex.value(PIN)),
                List.of(routingKey));
    }

    private CardBody.Builder body() {
        try {
            return CardBody.parseFrom(org.waystation.protocol.wire.SignedCard.parseFrom(
                                    card.sign(identity).encoded().toByteArray())
                            .getBody())
                    .toBuilder();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private Bytes signed(Consumer<CardBody.Builder> change, SigningKey signer) {
        CardBody.Builder body = body();
        change.accept(body);
        byte[] encoded = body.build().toByteArray();
        return Bytes.wrap(org.waystation.protocol.wire.SignedCard.newBuilder()
                .setBody(ByteString.copyFrom(encoded))
                .setSignature(ByteString.copyFrom(signer.sign(Label.RELAY_CARD, encoded)))
                .build()
                .toByteArray());
    }

    private static void assertRefused(CardRefused.Why why, Bytes encoded) {
        assertEquals(
                why,
                assertThrows(CardRefused.class, () -> SignedCard.verify(encoded))
                        .why());
    }
}
