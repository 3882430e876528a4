package org.waystation.federation.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.outbox.OutboxRows.Waiting;
import org.waystation.protocol.id.SubmissionId;

/**
 * Outcomes that a connected client has been told and has not collected yet. They are in memory alone, and their requests are
 * still in the rows: mostly a client collects at once, and nothing has to be written twice. If the process ends before that,
 * the requests are sent again, and the partner, who knows them, answers again.
 *
 * <p>Confined to the store's thread. Holds at most {@value #MAX} outcomes, and each for about {@link #PATIENCE}.
 */
final class Uncollected {
    static final int MAX = 4_096;

    /** A client that has not collected after this time is taken for gone. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Place, Held> outcomes = new LinkedHashMap<>();
    private long requestBytes;

    /** A request that is over: how much it takes in the rows, what became of it, and since when that is known. */
    record Held(Place place, SubmissionId submission, int requestBytes, Outcome outcome, Instant since) {
        Held(Waiting row, Outcome outcome, Instant since) {
            this(row.place(), row.submission(), row.request().size(), outcome, since);
        }
    }

    boolean hasRoom() {
        return outcomes.size() < MAX;
    }

    void put(Held held) {
        remove(held.place);
        outcomes.put(held.place, held);
        requestBytes += held.requestBytes;
    }

    Optional<Held> find(Place place) {
        return Optional.ofNullable(outcomes.get(place));
    }

    void remove(Place place) {
        Held held = outcomes.remove(place);
        if (held != null) {
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

    int size() {
        return outcomes.size();
    }

    /** Bytes of all their requests. */
    long requestBytes() {
        return requestBytes;
    }
}
