package org.waystation.protocol.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.waystation.protocol.id.Bytes;

/**
 * What one person's device shows as a QR code when two people verify each other: who it is, and whom it takes the other for.
 * Holds no secret, but says that the two know each other.
 *
 * @param own fingerprint of the person whose device shows it, 32 bytes
 * @param other fingerprint by which that person knows the one who scans, 32 bytes
 */
public record VerificationText(Bytes own, Bytes other) {
    public static final String PREFIX = "waystation-verify:";

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 128;

    public VerificationText {
        own.requireSize(ContactLink.FINGERPRINT_BYTES, "own fingerprint");
        other.requireSize(ContactLink.FINGERPRINT_BYTES, "other fingerprint");
    }

    public String toText() {
        return Armour.wrap(
                PREFIX,
                org.waystation.protocol.wire.VerificationText.newBuilder()
                        .setVersion(VERSION)
                        .setOwn(ByteString.copyFrom(own.toByteArray()))
                        .setOther(ByteString.copyFrom(other.toByteArray()))
                        .build()
                        .toByteArray());
    }

    /** Reads what {@link #toText()} wrote. */
    public static VerificationText parse(String text) throws UnreadableText {
        byte[] content = Armour.unwrap(PREFIX, text, MAX_BYTES);
        try {
            var wire = org.waystation.protocol.wire.VerificationText.parseFrom(content);
            Armour.requireVersion(wire.getVersion(), VERSION);
            return new VerificationText(
                    Bytes.wrap(wire.getOwn().toByteArray()),
                    Bytes.wrap(wire.getOther().toByteArray()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
    }

    @Override
    public String toString() {
        return "VerificationText[REDACTED]";
    }
}
