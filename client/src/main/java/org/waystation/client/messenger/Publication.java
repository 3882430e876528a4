package org.waystation.client.messenger;

import java.time.Duration;
import java.util.List;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.MailboxRow;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.sealed.SealedStanding;

/** One publication of prekeys, under a number of its own, from when they are made until the relay says that it has them. */
final class Publication {
    /** What a publication is for. */
    enum Why {
        /** The front door was attached: the standing part, and the first one-time prekeys. */
        ATTACHED,
        /** The connection lasts: the standing part, to hear what the relay has. */
        STOCKTAKING,
        /** The relay has few one-time prekeys left. */
        REFILL,
        /** What the relay has may have been handed out before; it is dropped for this. */
        REPLACEMENT
    }

    /** What the relay has after a publication; {@code row}: the front door as it is then. */
    interface OnStock {
        void take(Turn turn, Publication confirmed, MailboxRow row, FromRelay.PrekeyStock stock);
    }

    private final Why why;
    private final ToRelay.PublishPrekeys message;

    private Publication(Why why, ToRelay.PublishPrekeys message) {
        this.why = why;
        this.message = message;
    }

    /** Takes the next number and makes so many one-time prekeys; standing ones when it is time. */
    static Publication prepare(Turn turn, MailboxRow row, Why why, int curves, int kems) {
        PrekeyStock.rotate(turn);
        long number = row.getPublication() + 1;
        turn.rows().put(row.toBuilder().setPublication(number).build());
        List<Bytes> newCurves = PrekeyStock.newCurves(turn, curves);
        List<Bytes> newKems = PrekeyStock.newKems(turn, kems);
        return new Publication(
                why,
                new ToRelay.PublishPrekeys(
                        Mailboxes.idOf(row), standing(turn, row), newCurves, newKems, number, why == Why.REPLACEMENT));
    }

    private static Bytes standing(Turn turn, MailboxRow row) {
        byte[] newest = PrekeyStock.standing(turn).get(0).publish(turn.identity());
        return SealedStanding.seal(newest, SendToken.of(row.getSendToken().toByteArray()), turn.entropy());
    }

    void ask(Turn turn, OnStock then) {
        turn.ask(message, new Answer() {
            @Override
            public void onStock(Turn next, FromRelay.PrekeyStock stock) {
                next.rows().mailbox(message.mailbox()).ifPresent(row -> then.take(next, Publication.this, row, stock));
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                next.tell(new Notice.MailboxRefused(0, fault));
                // The same, under the same number: the write that was refused may be on the relay's disk all the
                // same, and new one-time prekeys each time would push out those that are in use.
                next.tryAgain(fault, retryAfter, again -> ask(again, then));
            }
        });
    }

    /** Whether it brought as many one-time prekeys as the relay was thought to lack. */
    boolean fillsUp() {
        return !message.oneTimeKem().isEmpty();
    }

    Why why() {
        return why;
    }

    long number() {
        return message.publication();
    }
}
