package org.waystation.federation.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;

/**
 * Outcomes that a connected client has been told and has not collected yet. They are in memory alone, and their requests are
 * still in the rows: mostly a client collects at once, and nothing has to be written twice. If the process ends before that,
 * be it in good order, the requests are sent again, and the partner, who knows them, answers again.
 *
 * <p>Confined to the store's thread. Holds at most {@link #MAX_BYTES}, over all partners, and each outcome for about
 * {@link #PATIENCE}.
 */
final class Uncollected {
    static final long MAX_BYTES = 8L << 20;

    /** Of the requests: a new link to a partner passes over all of its own once. */
    static final long MAX_REQUEST_BYTES = 64L << 20;

    /** What an outcome takes in memory besides the sealed reply: its places, names and numbers. */
    static final long OUTCOME_BYTES = 384;

    /** A client that has not collected after this time is taken for gone. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Place, Held> outcomes = new LinkedHashMap<>();
    private long bytes;
    private long requestBytes;

    /** A request that is over: how much it takes in the rows, what became of it, and since when that is known. */
    record Held(Place place, SubmissionId submission, int requestBytes, Outcome outcome, Instant since) {
        Held(Waiting row, Outcome outcome, Instant since) {
            this(row.place(), row.submission(), row.request().size(), outcome, since);
        }

        private long bytes() {
            return OUTCOME_BYTES
                    + (outcome instanceof Outcome.Answered answered
                            ? answered.reply().size()
                            : 0);
        }
    }

    boolean hasRoom() {
        return bytes < MAX_BYTES && requestBytes < MAX_REQUEST_BYTES;
    }

    void put(Held held) {
        remove(held.place);
        outcomes.put(held.place, held);
        bytes += held.bytes();
        requestBytes += held.requestBytes;
    }

    Optional<Held> find(Place place) {
        return Optional.ofNullable(outcomes.get(place));
    }

    void remove(Place place) {
        Held held = outcomes.remove(place);
        if (held != null) {
            bytes -= held.bytes();
            requestBytes -= held.requestBytes;
        }
    }

    /** At most {@code most} whose clients have had their time, oldest first. */
    List<Held> overdue(Instant now, int most) {
        return outcomes.values().stream()
                .takeWhile(each -> isOverdue(each, now))
                .limit(most)
                .toList();
    }

    /** A clock that was set back by more than the patience ends it too. */
    private static boolean isOverdue(Held held, Instant now) {
        return Duration.between(held.since, now).abs().compareTo(PATIENCE) >= 0;
    }

    /** What waits for a partner, without the requests of these outcomes. Looks at all of them. */
    Head without(RelayId partner, Head head) {
        Head left = head;
        for (Held each : outcomes.values()) {
            left = each.place.partner().equals(partner) ? left.minus(each.requestBytes) : left;
        }
        return left;
    }
}
