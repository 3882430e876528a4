package org.waystation.protocol.card;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SealingPublicKey;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.Armour;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.protocol.wire.CardBody;

/**
 * A relay card with the bytes that its relay signed, kept as they came so that they can be handed on.
 *
 * @param encoded the signed card on the wire
 */
public record SignedCard(RelayCard card, Bytes encoded) {
    public static final String PREFIX = "waystation-card:";

    static SignedCard sign(RelayCard card, SigningKey identity) {
        byte[] body = body(card).toByteArray();
        byte[] signed = org.waystation.protocol.wire.SignedCard.newBuilder()
                .setBody(ByteString.copyFrom(body))
                .setSignature(ByteString.copyFrom(identity.sign(Label.RELAY_CARD, body)))
                .build()
                .toByteArray();
        return new SignedCard(card, Bytes.wrap(signed));
    }

    /**
     * The card in these bytes, once its signature has been checked against the identity key that it names. Whether that
     * relay is the one meant, and whether the card has expired, is for the caller to ask.
     *
     * @throws CardRefused if it is malformed or was not signed by the relay that it names
     */
    public static SignedCard verify(Bytes encoded) throws CardRefused {
        if (encoded.size() > Limits.MAX_CARD_BYTES) {
            throw new CardRefused(CardRefused.Why.MALFORMED);
        }
        try {
            var wire = org.waystation.protocol.wire.SignedCard.parseFrom(encoded.asReadOnlyBuffer());
            byte[] body = wire.getBody().toByteArray();
            RelayCard card = card(CardBody.parseFrom(body));
            VerifyingKey identity = VerifyingKey.of(card.relay().toByteArray());
            if (!identity.verify(wire.getSignature().toByteArray(), Label.RELAY_CARD, body)) {
                throw new CardRefused(CardRefused.Why.FORGED);
            }
            return new SignedCard(card, encoded);
        } catch (InvalidProtocolBufferException | IllegalArgumentException | CryptoRefused malformed) {
            throw new CardRefused(CardRefused.Why.MALFORMED);
        }
    }

    /** The card as one line of text, to be exchanged between operators. Holds no secret. */
    public String toText() {
        return Armour.wrap(PREFIX, encoded.toByteArray());
    }

    /**
     * Reads and verifies what {@link #toText()} wrote.
     *
     * @throws UnreadableText if this is no card, or damaged
     * @throws CardRefused as {@link #verify}
     */
    public static SignedCard parse(String text) throws UnreadableText, CardRefused {
        return verify(Bytes.wrap(Armour.unwrap(PREFIX, text, Limits.MAX_CARD_BYTES)));
    }

    private static CardBody body(RelayCard card) {
        CardBody.Builder body = CardBody.newBuilder()
                .setRelay(ByteString.copyFrom(card.relay().toByteArray()))
                .setName(card.name())
                .setSequence(card.sequence())
                .setIssuedAt(card.issuedAt().getEpochSecond())
                .setExpiresAt(card.expiresAt().getEpochSecond())
                .addAllEndpoints(card.endpoints())
                .setMinVersion(Limits.MIN_VERSION)
                .setMaxVersion(Limits.MAX_VERSION);
        card.tlsPins().forEach(each -> body.addTlsPins(ByteString.copyFrom(each.toByteArray())));
        card.routingKeys()
                .forEach(each -> body.addRoutingKeysBuilder()
                        .setId(ByteString.copyFrom(each.id().toByteArray()))
                        .setKey(ByteString.copyFrom(each.key().bytes()))
                        .setNotBefore(each.notBefore().getEpochSecond())
                        .setNotAfter(each.notAfter().getEpochSecond()));
        card.tombstone().ifPresent(each -> body.setTombstone(tombstone(each)));
        return body.build();
    }

    private static org.waystation.protocol.wire.Tombstone tombstone(Tombstone tombstone) {
        var wire = org.waystation.protocol.wire.Tombstone.newBuilder()
                .setSince(tombstone.since().getEpochSecond());
        tombstone
                .successor()
                .ifPresent(each -> wire.setSuccessorName(each.name())
                        .setSuccessor(ByteString.copyFrom(each.relay().toByteArray())));
        return wire.build();
    }

    private static Optional<Tombstone> tombstone(CardBody body) {
        if (!body.hasTombstone()) {
            return Optional.empty();
        }
        var wire = body.getTombstone();
        return Optional.of(new Tombstone(
                time(wire.getSince()),
                wire.getSuccessor().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Tombstone.Successor(
                                wire.getSuccessorName(),
                                RelayId.of(wire.getSuccessor().toByteArray())))));
    }

    private static Instant time(long unixSeconds) {
        if (!Limits.isTime(unixSeconds)) {
            throw new IllegalArgumentException("no time");
        }
        return Instant.ofEpochSecond(unixSeconds);
    }

    private static RelayCard card(CardBody body) throws CryptoRefused {
        List<RoutingKey> routingKeys = new ArrayList<>();
        for (var each : body.getRoutingKeysList()) {
            routingKeys.add(new RoutingKey(
                    SealingPublicKey.of(each.getKey().toByteArray()),
                    time(each.getNotBefore()),
                    time(each.getNotAfter())));
        }
        return new RelayCard(
                RelayId.of(body.getRelay().toByteArray()),
                body.getName(),
                body.getSequence(),
                time(body.getIssuedAt()),
                time(body.getExpiresAt()),
                body.getEndpointsList(),
                body.getTlsPinsList().stream()
                        .map(each -> Bytes.wrap(each.toByteArray()))
                        .toList(),
                routingKeys,
                tombstone(body));
    }
}
