package org.waystation.protocol.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;

/**
 * What an operator hands a new member: where the relay is, the key by which it is known, and a secret that it takes once.
 *
 * @param endpoint host:port
 * @param secret what the relay checks; opaque to the client
 */
public record Voucher(String relayName, RelayId relay, String endpoint, Bytes secret) {
    public static final String PREFIX = "waystation-voucher:";

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 768;

    public Voucher {
        RelayNames.require(relayName);
        RelayNames.requireEndpoint(endpoint);
        if (secret.size() == 0 || secret.size() > Limits.MAX_VOUCHER_SECRET_BYTES) {
            throw new IllegalArgumentException("a voucher's secret of " + secret.size() + " bytes");
        }
    }

    /** The voucher as one line of text, for the new member only. */
    public String toText() {
        return Armour.wrap(
                PREFIX,
                org.waystation.protocol.wire.VoucherText.newBuilder()
                        .setVersion(VERSION)
                        .setRelayName(relayName)
                        .setRelay(ByteString.copyFrom(relay.toByteArray()))
                        .setEndpoint(endpoint)
                        .setSecret(ByteString.copyFrom(secret.toByteArray()))
                        .build()
                        .toByteArray());
    }

    /** Reads what {@link #toText()} wrote. */
    public static Voucher parse(String text) throws UnreadableText {
        byte[] content = Armour.unwrap(PREFIX, text, MAX_BYTES);
        try {
            var wire = org.waystation.protocol.wire.VoucherText.parseFrom(content);
            Armour.requireVersion(wire.getVersion(), VERSION);
            return new Voucher(
                    wire.getRelayName(),
                    RelayId.of(wire.getRelay().toByteArray()),
                    wire.getEndpoint(),
                    Bytes.wrap(wire.getSecret().toByteArray()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
    }

    @Override
    public String toString() {
        return "Voucher[REDACTED]";
    }
}
