package org.waystation.relay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.relay.store.CrashPlan;
import org.waystation.relay.store.CrashPoint;

/**
 * Two relays, as processes with real TLS and a real store, that end without warning at armed moments of their commits, again
 * and again, while one person writes and another collects.
 *
 * <p>What a kill shows, and what it does not: rows that were handed to the operating system outlive the process, synced or
 * not, so a kill alone would forgive a relay that never syncs. {@link CrashPoint#POWER_CUT} therefore also cuts the
 * write-ahead log back to what it was at the last sync, or to somewhere after that. A disk that lies about its syncs, and
 * a file system that reorders them, are beyond it. After each death the store passes the check that operators have.
 *
 * <p>{@code -Dcrash.deaths=N} has each relay die N times, {@code -Dcrash.seed=N} at other commits.
 */
class CrashIT {
    private static final int DEATHS = Integer.getInteger("crash.deaths", 4);
    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final List<CrashPoint> POINTS = List.of(
            CrashPoint.POWER_CUT,
            CrashPoint.BEFORE_WRITE,
            CrashPoint.AFTER_SYNC,
            CrashPoint.ANY_MOMENT,
            CrashPoint.POWER_CUT,
            CrashPoint.AFTER_WRITE_BEFORE_SYNC);
    private static final int MOST_COMMITS = 60;
    private static final int MOST_MILLISECONDS = 3_000;

    private final Random chance = new Random(SEED);

    @Test
    void whatWasAcknowledgedArrivesOnceHoweverOftenTheRelaysDie(@TempDir Path directory) throws Exception {
        // Given
        try (Ordeal ordeal = Ordeal.prepare(directory, deaths(0), deaths(DEATHS))) {
            // When
            ordeal.run();

            // Then
            assertEquals(List.of(), ordeal.brokenPromises());
            Map<CrashPoint, Integer> died = ordeal.deaths();
            assertEquals(
                    2 * DEATHS,
                    died.values().stream().mapToInt(Integer::intValue).sum());
            assertTrue(ordeal.acknowledged() > 0);
            System.out.println("survived " + died + "; letters acknowledged and seen once: " + ordeal.acknowledged());
        }
    }

    @Test
    void relayThatAcknowledgesBeforeItHasSyncedIsFoundOut(@TempDir Path directory) throws Exception {
        // Given
        CrashPlan careless = new CrashPlan(CrashPoint.POWER_CUT, 40, 0, false);
        try (Ordeal ordeal = Ordeal.prepare(directory, plans(careless), plans())) {
            // When
            ordeal.run();

            // Then
            assertTrue(ordeal.brokenPromises().stream().anyMatch(each -> each.startsWith(Writer.CAME_TO_NOTHING)));
        }
    }

    /** @param first how many deaths others die; kinds are dealt out in turn */
    private Deque<CrashPlan> deaths(int first) {
        List<CrashPlan> plans = new ArrayList<>();
        for (int i = first; i < first + DEATHS; i++) {
            CrashPoint point = POINTS.get(i % POINTS.size());
            int when = chance.nextInt(point == CrashPoint.ANY_MOMENT ? MOST_MILLISECONDS : MOST_COMMITS);
            plans.add(new CrashPlan(point, 1 + when, chance.nextBoolean() ? 0 : chance.nextDouble()));
        }
        Collections.shuffle(plans, chance);
        return new ArrayDeque<>(plans);
    }

    private static Deque<CrashPlan> plans(CrashPlan... plans) {
        return new ArrayDeque<>(List.of(plans));
    }
}
