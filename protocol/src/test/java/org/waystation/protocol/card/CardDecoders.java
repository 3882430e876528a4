package org.waystation.protocol.card;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.Armour;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Relay cards: signed, as text, and what is behind a signature that holds. */
public final class CardDecoders implements Decoders {
    private static final Instant ISSUED = Instant.ofEpochSecond(1_800_000_000L);

    private final Entropy entropy = new SeededEntropy(102);
    private final SigningKey identity = SigningKey.generate(entropy);
    private final RoutingKey routingKey =
            new RoutingKey(SealingKey.generate(entropy).publicKey(), ISSUED, ISSUED.plusSeconds(50));
    private final List<SignedCard> cards = List.of(
            card(Optional.empty()),
            card(Optional.of(new Tombstone(ISSUED, Optional.empty()))),
            card(Optional.of(new Tombstone(
                    ISSUED, Optional.of(new Tombstone.Successor("b.example", RelayId.of(entropy.bytes(32))))))));

    private SignedCard card(Optional<Tombstone> tombstone) {
        return new RelayCard(
                        RelayId.of(identity.verifyingKey().bytes()),
                        "a.example",
                        9,
                        ISSUED,
                        ISSUED.plusSeconds(100),
                        List.of("a.example:7143", "[::1]:7143"),
                        List.of(Bytes.wrap(entropy.bytes(32))),
                        List.of(routingKey),
                        tombstone)
                .sign(identity);
    }

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("protocol.card")
                        .refusing(CardRefused.class)
                        .from(() -> cards.stream()
                                .map(each -> each.encoded().toByteArray())
                                .toList())
                        .canonical(
                                each -> SignedCard.verify(Bytes.wrap(each)),
                                each -> each.encoded().toByteArray()),
                Decoder.named("protocol.card-body")
                        .refusing(CardRefused.class)
                        .from(() -> cards.stream().map(CardDecoders::body).toList())
                        .stable(
                                each -> SignedCard.verify(signed(each)).card(),
                                each -> body(SignedCard.sign(each, identity))),
                Decoder.named("protocol.card-text")
                        .refusing(CardRefused.class, UnreadableText.class)
                        .from(() -> cards.stream()
                                .map(each -> each.toText().getBytes(StandardCharsets.UTF_8))
                                .toList())
                        .stable(
                                each -> SignedCard.parse(new String(each, StandardCharsets.UTF_8)),
                                each -> each.toText().getBytes(StandardCharsets.UTF_8)),
                Decoder.named("protocol.armour")
                        .refusing(UnreadableText.class)
                        .from(() ->
                                List.of(Armour.wrap("a:", new byte[] {1, 2, 3}).getBytes(StandardCharsets.UTF_8)))
                        .stable(
                                each -> Armour.unwrap("a:", new String(each, StandardCharsets.UTF_8), 64),
                                each -> Armour.wrap("a:", each).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] body(SignedCard card) {
        try {
            return org.waystation.protocol.wire.SignedCard.parseFrom(
                            card.encoded().asReadOnlyBuffer())
                    .getBody()
                    .toByteArray();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("a card that was just signed", e);
        }
    }

    /** As a relay of ours would sign whatever it is. */
    private Bytes signed(byte[] body) {
        return Bytes.wrap(org.waystation.protocol.wire.SignedCard.newBuilder()
                .setBody(ByteString.copyFrom(body))
                .setSignature(ByteString.copyFrom(identity.sign(Label.RELAY_CARD, body)))
                .build()
                .toByteArray());
    }
}
