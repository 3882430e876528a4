package org.waystation.ops.siege.attack;

import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;

/** A mailbox of the attackers. */
record Box(MailboxId id, SigningKey owner, SendToken token) {
    private static final Entropy ENTROPY = Entropy.system();

    static Box random() {
        return new Box(
                MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES)), SigningKey.generate(ENTROPY), randomToken());
    }

    static SendToken randomToken() {
        return SendToken.of(ENTROPY.bytes(SendToken.LENGTH_BYTES));
    }

    ToRelay.CreateMailbox creation(boolean frontDoor) {
        return new ToRelay.CreateMailbox(id, OwnerKey.of(owner.verifyingKey().bytes()), token, frontDoor);
    }

    /** A fresh envelope for it. */
    Call.Append append(SizeClass size, long expiresAt) {
        return append(id, token, size, expiresAt);
    }

    static Call.Append append(MailboxId mailbox, SendToken token, SizeClass size, long expiresAt) {
        return new Call.Append(
                expiresAt,
                mailbox,
                token,
                new EnvelopeId(Bytes.wrap(ENTROPY.bytes(EnvelopeId.LENGTH_BYTES))),
                Lane.MESSAGE,
                Bytes.wrap(ENTROPY.bytes(size.envelopeBytes())));
    }
}
