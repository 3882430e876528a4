package org.waystation.protocol.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.link.RelayNames;

/**
 * Where a person wants to be written to by one contact. Signed by the identity, so that it may also arrive by another way
 * than the conversation.
 *
 * @param sequence a later address replaces an earlier
 */
public record Address(long sequence, RelayId relay, String relayName, MailboxId mailbox, SendToken token) {

    public Address {
        RelayNames.require(relayName);
        if (sequence <= 0) {
            throw new IllegalArgumentException("an address has a positive sequence number");
        }
    }

    /** The signature of the person's identity, 64 bytes. */
    public Bytes sign(SigningKey identity) {
        return Bytes.wrap(identity.sign(Label.ADDRESS, parts()));
    }

    public boolean isSignedBy(VerifyingKey identity, Bytes signature) {
        return identity.verify(signature.toByteArray(), Label.ADDRESS, parts());
    }

    private byte[][] parts() {
        return new byte[][] {
            ByteBuffer.allocate(Long.BYTES).putLong(sequence).array(),
            relay.toByteArray(),
            relayName.getBytes(StandardCharsets.US_ASCII),
            mailbox.toByteArray(),
            token.toByteArray()
        };
    }

    @Override
    public String toString() {
        return "Address[REDACTED]";
    }
}
