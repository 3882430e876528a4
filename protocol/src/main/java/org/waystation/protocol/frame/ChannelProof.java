package org.waystation.protocol.frame;

import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.crypto.VerifyingKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;

/**
 * What signatures of a client bind to: this relay, the TLS key that the relay has proved to hold, and the relay's nonce of
 * this connection. A signature made for one connection is therefore worth nothing on another, or to a relay in between.
 *
 * @param tlsPin 32 bytes
 * @param nonce 32 bytes, from Welcome
 */
public record ChannelProof(RelayId relay, Bytes tlsPin, Bytes nonce) {

    public Bytes signRedeem(SigningKey member, Bytes voucher) {
        return sign(member, Label.REDEEM, voucher);
    }

    public Bytes signLogin(SigningKey member) {
        return sign(
                member,
                Label.LOGIN,
                new MemberKey(Bytes.wrap(member.verifyingKey().bytes())).value());
    }

    public Bytes signAttach(SigningKey owner, MailboxId mailbox) {
        return sign(owner, Label.ATTACH, mailbox.value());
    }

    public boolean provesRedeem(MemberKey member, Bytes voucher, Bytes signature) {
        return proves(member.value(), Label.REDEEM, voucher, signature);
    }

    public boolean provesLogin(MemberKey member, Bytes signature) {
        return proves(member.value(), Label.LOGIN, member.value(), signature);
    }

    public boolean provesAttach(OwnerKey owner, MailboxId mailbox, Bytes signature) {
        return proves(owner.value(), Label.ATTACH, mailbox.value(), signature);
    }

    private Bytes sign(SigningKey key, Label label, Bytes subject) {
        return Bytes.wrap(
                key.sign(label, relay.toByteArray(), tlsPin.toByteArray(), nonce.toByteArray(), subject.toByteArray()));
    }

    private boolean proves(Bytes publicKey, Label label, Bytes subject, Bytes signature) {
        try {
            return VerifyingKey.of(publicKey.toByteArray())
                    .verify(
                            signature.toByteArray(),
                            label,
                            relay.toByteArray(),
                            tlsPin.toByteArray(),
                            nonce.toByteArray(),
                            subject.toByteArray());
        } catch (CryptoRefused malformedKey) {
            return false;
        }
    }
}
