package org.waystation.ops.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.StoreFailure;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;

class FaultsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Hamlet hamlet = new Hamlet().joined();
    private final RelayNode north = hamlet.relays.get(0);
    private final List<PlannedFault> plan = new ArrayList<>();

    @Test
    void whatAFaultTookAwayIsGivenBackInTime() {
        // Given
        north.start();
        planned(FaultKind.DISK_SLOW, 0, HOUR);

        // When
        strikeUntil(HOUR.plusMinutes(31));

        // Then
        assertTrue(north.hasBeenWellFor(Duration.ofMinutes(30)));
        assertFalse(north.hasBeenWellFor(HOUR));
    }

    @Test
    void whatTheEndHasGivenBackIsNotGivenBackAgain() {
        // Given
        north.start();
        planned(FaultKind.DISK_SLOW, 0, HOUR);
        strikeUntil(SECOND.multipliedBy(10));

        // When
        hamlet.faults.end();
        hamlet.time.runUntil(HOUR.plusMinutes(5));

        // Then
        assertTrue(north.hasBeenWellFor(HOUR));
    }

    @Test
    void whomAClockFaultStrikesSaysNothingOfWhichWayTheClockIsWrong() {
        // Given
        Chance chance = new Chance(4);
        for (int count = 0; count < 200; count++) {
            planned(FaultKind.CLOCK_SKEW, chance.next(), SECOND);
        }

        // When
        strikeUntil(HOUR);

        // Then
        Set<String> seen = new TreeSet<>();
        hamlet.faults.struck().forEach(each -> seen.add(each.what()));
        assertEquals(
                Set.of(
                        "of north, by 1 s",
                        "of north, by -1 s",
                        "of south, by 1 s",
                        "of south, by -1 s",
                        "of Ana, by 1 s",
                        "of Ana, by -1 s",
                        "of Bojan, by 1 s",
                        "of Bojan, by -1 s"),
                seen);
    }

    @Test
    void oneDiskMeetsOneFaultAtATimeAndOnlyThatCounts() {
        // Given
        planned(FaultKind.WRITE_FAILED, 0, Duration.ZERO);
        planned(FaultKind.TORN_WRITE, 0, Duration.ZERO);
        assertEquals(List.of(), strikeUntil(HOUR));

        // When
        assertThrows(StoreFailure.class, this::writeSomething);
        writeSomething();

        // Then
        assertEquals(List.of(new Fault(1, HOUR, FaultKind.WRITE_FAILED, "at north")), hamlet.faults.struck());
    }

    @Test
    void whatHadNoOpportunityBeforeTheEndNeverStrikes() {
        // Given
        planned(FaultKind.WRITE_FAILED, 0, Duration.ZERO);
        strikeUntil(HOUR);

        // When
        hamlet.faults.end();
        writeSomething();

        // Then
        assertEquals(List.of(), hamlet.faults.struck());
    }

    private void writeSomething() {
        try (Batch batch = north.disk().begin()) {
            batch.put(north.disk().tables().get(0), new byte[] {1}, new byte[] {2});
            batch.commit();
        }
    }

    private void planned(FaultKind kind, long dice, Duration lasting) {
        int number = plan.size() + 1;
        plan.add(new PlannedFault(number, SECOND.multipliedBy(number), kind, dice, lasting));
    }

    private List<Fault> strikeUntil(Duration end) {
        hamlet.faults.schedule(plan, Optional.empty());
        hamlet.time.runUntil(end);
        return hamlet.faults.struck();
    }
}
