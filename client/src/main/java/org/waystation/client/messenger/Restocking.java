package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.SealedStanding;

/**
 * Keeps our front door stocked with prekeys. Every publication has a number of its own, and the relay tells the one before.
 * A relay that tells less than it has confirmed, or holds more than can be left, was set back to an earlier state and may
 * hand out again what it has handed out: then everything in stock is replaced.
 */
final class Restocking {
    /** How many one-time prekeys of each kind lie at the front door after filling up. */
    static final int FULL = Limits.MAX_PREKEYS_PER_FRAME;

    private static final int LOW = FULL / 2;
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    /** On a connection that lasts the relay is asked for its stock so often. */
    private static final Duration BETWEEN_STOCKTAKINGS = Duration.ofDays(1);

    /** A relay cannot make our numbers run out. */
    private static final long HIGHEST_BELIEVED = 1L << 60;

    private final MailboxId frontDoor;
    private final ToRelay.PublishPrekeys publication;
    private final boolean stocktaking;

    /** {@code stocktaking}: may be followed by new one-time prekeys, though the connection has had some already. */
    private Restocking(MailboxId frontDoor, ToRelay.PublishPrekeys publication, boolean stocktaking) {
        this.frontDoor = frontDoor;
        this.publication = publication;
        this.stocktaking = stocktaking;
    }

    /** The front door is attached: publishes the standing part; once the relay has told its stock, fills that up. */
    static void begin(Turn turn, MailboxRow row) {
        MailboxId frontDoor = Mailboxes.idOf(row);
        if (current(turn, frontDoor).map(MailboxRow::getPrekeysStale).orElse(false)) {
            publishReplacement(turn, frontDoor);
        } else {
            int missing = turn.rows().prekeys(Kind.ONE_TIME_KEM).isEmpty() ? FULL : 0;
            publish(turn, frontDoor, missing, missing, false);
        }
        lookAgain(turn, frontDoor, turn.now());
    }

    /** For a connection that lasts: standing prekeys are rotated and stock is taken on it, too. */
    private static void lookAgain(Turn turn, MailboxId frontDoor, Instant last) {
        turn.channel().tryAgain(turn.now(), BETWEEN_LOOKS, next -> {
            boolean dayIsOver = !next.now().isBefore(last.plus(BETWEEN_STOCKTAKINGS))
                    || next.now().isBefore(last);
            boolean due =
                    next.channel().attached().contains(frontDoor) && (dayIsOver || PrekeyStock.isRotationDue(next));
            if (due) {
                publication(next, frontDoor, 0, 0, false)
                        .ifPresent(message -> new Restocking(frontDoor, message, true).ask(next));
            }
            lookAgain(next, frontDoor, due ? next.now() : last);
        });
    }

    private static void publishReplacement(Turn turn, MailboxId frontDoor) {
        PrekeyStock.replaceOneTime(turn);
        publish(turn, frontDoor, FULL, FULL, true);
    }

    private static void publish(Turn turn, MailboxId frontDoor, int curves, int kems, boolean replace) {
        publication(turn, frontDoor, curves, kems, replace)
                .ifPresent(message -> new Restocking(frontDoor, message, false).ask(turn));
    }

    private static Optional<ToRelay.PublishPrekeys> publication(
            Turn turn, MailboxId frontDoor, int curves, int kems, boolean replace) {
        return current(turn, frontDoor).map(row -> {
            PrekeyStock.rotate(turn);
            long number = row.getPublication() + 1;
            turn.rows().put(row.toBuilder().setPublication(number).build());
            List<Bytes> newCurves = PrekeyStock.newCurves(turn, curves);
            List<Bytes> newKems = PrekeyStock.newKems(turn, kems);
            return new ToRelay.PublishPrekeys(frontDoor, standing(turn, row), newCurves, newKems, number, replace);
        });
    }

    private static Bytes standing(Turn turn, MailboxRow row) {
        byte[] newest = PrekeyStock.standing(turn).get(0).publish(turn.identity());
        return SealedStanding.seal(newest, SendToken.of(row.getSendToken().toByteArray()), turn.entropy());
    }

    private void ask(Turn turn) {
        turn.ask(publication, new Answer() {
            @Override
            public void onStock(Turn next, FromRelay.PrekeyStock stock) {
                current(next, frontDoor).ifPresent(row -> take(next, row, stock));
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                next.tell(new Notice.MailboxRefused(0, fault));
                // The same, under the same number: the write that was refused may be on the relay's disk all the same,
                // and
                // new one-time prekeys each time would push out those that are in use.
                next.tryAgain(fault, retryAfter, again -> ask(again));
            }
        });
    }

    private void take(Turn turn, MailboxRow row, FromRelay.PrekeyStock stock) {
        boolean stale = !publication.replace() && (row.getPrekeysStale() || isSetBack(turn, row, stock));
        turn.rows()
                .put(row.toBuilder()
                        .setPrekeysStale(stale)
                        .setPublication(Math.max(row.getPublication(), believed(stock)))
                        .setPublished(Math.max(row.getPublished(), publication.publication()))
                        .build());
        boolean low = stock.oneTimeCurve() < LOW || stock.oneTimeKem() < LOW;
        // Once per connection and day: a relay that says that it has none could have us make new ones for ever.
        if ((stale || low) && (stocktaking || turn.channel().mayRefillPrekeys())) {
            if (stale) {
                publishReplacement(turn, frontDoor);
            } else {
                publish(turn, frontDoor, missing(stock.oneTimeCurve()), missing(stock.oneTimeKem()), false);
            }
        }
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

    private static int missing(int inStock) {
        return Math.max(0, Math.min(FULL, FULL - inStock));
    }

    private static Optional<MailboxRow> current(Turn turn, MailboxId frontDoor) {
        return turn.rows().mailbox(frontDoor);
    }
}
