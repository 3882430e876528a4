package org.waystation.ops.bench.load;

import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;

/** A mailbox of the load test, with all that its owner and its senders know. */
public record Mailbox(MailboxId id, SigningKey owner, SendToken token) {

    public static Mailbox random(Entropy entropy) {
        return new Mailbox(
                MailboxId.of(entropy.bytes(MailboxId.LENGTH_BYTES)),
                SigningKey.generate(entropy),
                SendToken.of(entropy.bytes(SendToken.LENGTH_BYTES)));
    }

    ToRelay.CreateMailbox creation() {
        return new ToRelay.CreateMailbox(id, OwnerKey.of(owner.verifyingKey().bytes()), token, false);
    }
}
