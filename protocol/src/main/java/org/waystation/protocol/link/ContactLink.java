package org.waystation.protocol.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;

/**
 * What one person gives another to be reached: the relay, the front door and what opens it, and the fingerprint by which
 * the keys behind the door are checked. Whoever has it can ask to become a contact; it says nothing about who it is.
 */
public record ContactLink(
        String relayName, RelayId relay, MailboxId frontDoor, Bytes fingerprint, SendToken linkToken) {
    public static final String PREFIX = "waystation:";
    public static final int FINGERPRINT_BYTES = 32;

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 512;

    public ContactLink {
        RelayNames.require(relayName);
        fingerprint.requireSize(FINGERPRINT_BYTES, "fingerprint");
    }

    /** The link as one line of text. Holds a secret, the link token: show it to the person only. */
    public String toText() {
        return Armour.wrap(
                PREFIX,
                org.waystation.protocol.wire.ContactLink.newBuilder()
                        .setVersion(VERSION)
                        .setRelayName(relayName)
                        .setRelay(ByteString.copyFrom(relay.toByteArray()))
                        .setFrontDoor(ByteString.copyFrom(frontDoor.toByteArray()))
                        .setFingerprint(ByteString.copyFrom(fingerprint.toByteArray()))
                        .setLinkToken(ByteString.copyFrom(linkToken.toByteArray()))
                        .build()
                        .toByteArray());
    }

    /** Reads what {@link #toText()} wrote. */
    public static ContactLink parse(String text) throws UnreadableText {
        byte[] content = Armour.unwrap(PREFIX, text, MAX_BYTES);
        try {
            var wire = org.waystation.protocol.wire.ContactLink.parseFrom(content);
            Armour.requireVersion(wire.getVersion(), VERSION);
            return new ContactLink(
                    wire.getRelayName(),
                    RelayId.of(wire.getRelay().toByteArray()),
                    MailboxId.of(wire.getFrontDoor().toByteArray()),
                    Bytes.wrap(wire.getFingerprint().toByteArray()),
                    SendToken.of(wire.getLinkToken().toByteArray()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
    }

    @Override
    public String toString() {
        return "ContactLink[REDACTED]";
    }
}
