package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import org.waystation.client.messenger.Publication.Why;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.limits.Limits;

/**
 * When prekeys are published: our front door is kept stocked with them. The relay tells the number of the publication before
 * and what it has. If it tells less than it has confirmed, or has more than can be left, it was set back to an earlier state;
 * if it tells more than we have published, our own vault was. Either way prekeys may be handed out that have been handed out
 * already, and everything in stock is replaced.
 */
final class Restocking {
    /** How many one-time prekeys of each kind lie at the front door after filling up. */
    static final int FULL = Limits.MAX_PREKEYS_PER_FRAME;

    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    /** On a connection that lasts the relay is asked for its stock so often. */
    private static final Duration BETWEEN_STOCKTAKINGS = Duration.ofDays(1);

    /** A relay cannot make our numbers run out. */
    static final long HIGHEST_BELIEVED = 1L << 60;

    private Restocking() {}

    /** The front door is attached: publishes the standing part; once the relay has told its stock, fills that up. */
    static void begin(Turn turn, MailboxRow row) {
        MailboxId frontDoor = Mailboxes.idOf(row);
        if (turn.rows().mailbox(frontDoor).map(MailboxRow::getPrekeysStale).orElse(false)) {
            replaceAll(turn, frontDoor);
        } else {
            int missing = turn.rows().prekeys(Kind.ONE_TIME_KEM).isEmpty() ? FULL : 0;
            publish(turn, frontDoor, Why.ATTACHED, missing, missing);
        }
        lookAgain(turn, frontDoor, turn.now());
    }

    /** For a connection that lasts: standing prekeys are rotated and stock is taken on it, too. */
    private static void lookAgain(Turn turn, MailboxId frontDoor, Instant last) {
        turn.channel().tryAgain(turn.now(), BETWEEN_LOOKS, next -> {
            boolean due = next.channel().attached().contains(frontDoor)
                    && (isDayOver(next, last) || PrekeyStock.isRotationDue(next));
            if (due) {
                publish(next, frontDoor, Why.STOCKTAKING, 0, 0);
            }
            lookAgain(next, frontDoor, due ? next.now() : last);
        });
    }

    private static boolean isDayOver(Turn turn, Instant last) {
        boolean setBack = turn.now().isBefore(last);
        return setBack || !turn.now().isBefore(last.plus(BETWEEN_STOCKTAKINGS));
    }

    private static void replaceAll(Turn turn, MailboxId frontDoor) {
        PrekeyStock.replaceOneTime(turn);
        publish(turn, frontDoor, Why.REPLACEMENT, FULL, FULL);
    }

    private static void publish(Turn turn, MailboxId frontDoor, Why why, int curves, int kems) {
        turn.rows()
                .mailbox(frontDoor)
                .ifPresent(
                        row -> Publication.prepare(turn, row, why, curves, kems).ask(turn, Restocking::onStock));
    }

    private static void onStock(Turn turn, Publication confirmed, MailboxRow row, FromRelay.PrekeyStock stock) {
        boolean stale = confirmed.why() != Why.REPLACEMENT && (row.getPrekeysStale() || isSetBack(turn, row, stock));
        int room = room(row, confirmed, stock);
        turn.rows()
                .put(row.toBuilder()
                        .setPrekeysStale(stale)
                        .setPublication(Math.max(row.getPublication(), believed(stock)))
                        .setPublished(Math.max(row.getPublished(), confirmed.number()))
                        .setRoom(room)
                        .build());
        boolean low = Math.min(stock.oneTimeCurve(), stock.oneTimeKem()) < room / 2;
        if ((!stale && !low) || !mayPublishMore(turn, confirmed.why())) {
            return;
        }
        if (stale) {
            replaceAll(turn, Mailboxes.idOf(row));
        } else {
            int curves = missing(room, stock.oneTimeCurve());
            publish(turn, Mailboxes.idOf(row), Why.REFILL, curves, missing(room, stock.oneTimeKem()));
        }
    }

    /** Once per connection and day: a relay that says that it has none could have us make new ones for ever. */
    private static boolean mayPublishMore(Turn turn, Why confirmed) {
        return switch (confirmed) {
            case STOCKTAKING -> true;
            case ATTACHED, REFILL, REPLACEMENT -> turn.channel().mayRefillPrekeys();
        };
    }

    /** Whether the relay, or our vault, is not where it was when we last spoke. */
    private static boolean isSetBack(Turn turn, MailboxRow row, FromRelay.PrekeyStock stock) {
        boolean tellsLess = stock.publicationBefore().orElse(row.getPublished()) < row.getPublished();
        boolean tellsMore = believed(stock) > row.getPublication();
        return tellsLess
                || tellsMore
                || stock.oneTimeCurve()
                        > PrekeyStock.current(turn, Kind.ONE_TIME_CURVE).size()
                || stock.oneTimeKem()
                        > PrekeyStock.current(turn, Kind.ONE_TIME_KEM).size();
    }

    private static long believed(FromRelay.PrekeyStock stock) {
        return Math.min(stock.publicationBefore().orElse(0), HIGHEST_BELIEVED);
    }

    private static int missing(int room, int inStock) {
        return Math.max(0, Math.min(room, room - inStock));
    }

    /**
     * How many the relay keeps. To one that keeps few we must not bring many again and again: our own halves of those that it
     * has handed out would be the oldest, and go first. Tried upwards, so that one odd answer is not believed for ever.
     */
    private static int room(MailboxRow row, Publication confirmed, FromRelay.PrekeyStock stock) {
        int believed = row.getRoom() == 0 ? FULL : row.getRoom();
        if (!confirmed.fillsUp()) {
            return believed;
        }
        int kept = Math.max(2, Math.min(stock.oneTimeCurve(), stock.oneTimeKem()));
        return kept >= believed ? Math.min(FULL, 2 * believed) : kept;
    }
}
