package org.waystation.relay.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.OpaqueBundle;

/**
 * Prekeys of the mailboxes that strangers may reach: published by their owners, handed out one set for each request. The
 * same sealed request, carried twice, gets the same set, so that a retry uses up nothing.
 *
 * <p>Confined to the store's thread.
 */
public final class FrontDoors {
    static final Table SERVED = new Table("served");

    private final Mailboxes mailboxes;

    public FrontDoors(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    /**
     * Puts prekeys into stock; empty if there is no such front door. The caller has checked the owner.
     *
     * <p>A publication that is repeated, because its answer was lost or its write seemed to fail, adds nothing: what was
     * handed out since would come into stock again.
     */
    public Optional<FromRelay.PrekeyStock> publish(Transaction tx, ToRelay.PublishPrekeys message) {
        MailboxKey key = mailboxes.key(message.mailbox());
        if (MailboxRows.get(tx, key).filter(MailboxRows.Row::frontDoor).isEmpty()) {
            return Optional.empty();
        }
        long before = PrekeyRows.publication(tx, key);
        boolean numbered = message.publication() != 0;
        boolean repeated = numbered && message.publication() <= before;
        PrekeyRows.putStanding(tx, key, message.standing());
        if (message.replace() && !repeated) {
            PrekeyRows.deleteOneTime(tx, key);
        }
        if (numbered && !repeated) {
            PrekeyRows.putPublication(tx, key, message.publication());
        }
        return Optional.of(new FromRelay.PrekeyStock(
                add(tx, key, PrekeyRows.RowKind.ONE_TIME_CURVE, repeated ? List.of() : message.oneTimeCurve()),
                add(tx, key, PrekeyRows.RowKind.ONE_TIME_KEM, repeated ? List.of() : message.oneTimeKem()),
                OptionalLong.of(before)));
    }

    private int add(Transaction tx, MailboxKey key, PrekeyRows.RowKind kind, List<Bytes> prekeys) {
        return PrekeyRows.add(tx, key, kind, prekeys, mailboxes.limits().maxOneTimePrekeys());
    }

    /**
     * Hands out prekeys.
     *
     * @param digest SHA-256 of the sealed request
     */
    public Answer fetch(Transaction tx, Call.FetchPrekeys call, Bytes digest, Instant now) {
        Optional<byte[]> before = tx.get(SERVED, digest.toByteArray());
        if (before.isPresent()) {
            return new Answer.Prekeys(Bytes.wrap(before.get()));
        }
        MailboxKey key = mailboxes.key(call.frontDoor());
        if (mailboxes
                .open(tx, key, call.linkToken())
                .filter(MailboxRows.Row::frontDoor)
                .isEmpty()) {
            return Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX);
        }
        Optional<Bytes> standing = PrekeyRows.standing(tx, key);
        if (standing.isEmpty()) {
            return Answer.Refused.of(FaultCode.NO_PREKEYS);
        }
        Optional<Bytes> curve = PrekeyRows.take(tx, key, PrekeyRows.RowKind.ONE_TIME_CURVE);
        Optional<Bytes> kem = PrekeyRows.take(tx, key, PrekeyRows.RowKind.ONE_TIME_KEM);
        Bytes bundle = OpaqueBundle.encode(standing.get(), curve, kem);
        // Without a one-time prekey a repeat gets the same anyway; remembering it would let a stranger fill the disk.
        if (curve.isPresent() || kem.isPresent()) {
            tx.put(SERVED, digest.toByteArray(), bundle.toByteArray());
            ExpiryRows.put(
                    tx, mailboxes.lastRepeat(call.expiresAt(), now), ExpiryRows.Kind.SERVED, digest.toByteArray());
        }
        return new Answer.Prekeys(bundle);
    }
}
