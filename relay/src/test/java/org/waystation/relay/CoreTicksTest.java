package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.relay.store.BrittleStore;

/** Ticks of a relay whose store is slow, or fails. */
class CoreTicksTest {
    /** The tick itself, and the three parts of the sweep. */
    private static final int TASKS_OF_A_TICK = 4;

    @Test
    void ticksDoNotPileUpBehindAStoreThatDoesNotAnswer(@TempDir Path directory) throws Exception {
        // Given
        CoreRig relay = new CoreRig(directory.resolve("one"), "one.example");

        // When
        for (int i = 0; i < 1_000; i++) {
            relay.core().onTick();
        }

        // Then
        assertTrue(relay.queue().waiting() <= TASKS_OF_A_TICK);
    }

    @Test
    void tickThatFailedIsFollowedByAnother(@TempDir Path directory) throws Exception {
        // Given
        CoreRig relay = new CoreRig(directory.resolve("one"), "one.example");
        for (BrittleStore.Fault each : BrittleStore.Fault.values()) {
            if (each != BrittleStore.Fault.STALL) {
                relay.store().failAt(each);
                relay.tick();
            }
        }
        relay.store().failAt(BrittleStore.Fault.NONE);

        // When
        relay.core().onTick();

        // Then
        assertEquals(TASKS_OF_A_TICK, relay.queue().waiting());
    }
}
