package org.waystation.ops.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BenchOptionsTest {
    @Test
    void aNumberOutOfItsBoundsIsRefusedByName() {
        // When
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new BenchOptions.Size(10, 257, 100, 0, 1, 0, 1, 1));
        // Then
        assertEquals("--in-flight is 257; it must be from 1 to 64", refusal.getMessage());
    }

    @Test
    void aLongPhaseAtAHighRateIsRefusedForItsMemory() {
        assertThrows(IllegalArgumentException.class, () -> new BenchOptions.Size(10, 1, 100, 0, 1_000, 401, 1, 1));
    }

    @Test
    void jobsHaveTheirOrderWhateverTheOrderOfTheQuestion() {
        // When
        BenchOptions options = new BenchOptions(
                Set.of(Job.IDLE, Job.DRAIN, Job.OFFLINE),
                new BenchOptions.Size(1, 1, 1, 0, 1, 0, 1, 1),
                true,
                Path.of(""));
        // Then
        assertEquals(List.of(Job.OFFLINE, Job.DRAIN, Job.IDLE), List.copyOf(options.jobs()));
    }
}
