package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;

/** How long a client waits before it asks its relay again for what was refused. */
final class RefusalPauseTest {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    @Test
    void textsToSomebodyWhoseCardCannotBeHadDoNotMakeItAskedForFaster() {
        // Given
        World world = new World().introduced();
        world.two.refuses.put(ToRelay.GetCard.class, FaultCode.STORE_UNAVAILABLE);
        world.bojan.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        for (int i = 0; i < PAUSE.toSeconds() / 2; i++) {
            world.passSeconds(1);
            world.bojan.send("ana", "text " + i);
            world.run();
        }
        long before = world.two.timesAsked(ToRelay.GetCard.class);

        // When
        world.passSeconds(PAUSE.toSeconds());

        // Then
        assertEquals(1, before);
        assertEquals(2, world.two.timesAsked(ToRelay.GetCard.class));
    }

    @Test
    void aPauseSetByAClockThatWasAheadEndsWhenItIsSetBack() {
        // Given
        Duration ahead = Duration.ofDays(10);
        World world = new World().joined();
        world.ana.disconnect();
        world.clock.pass(ahead);
        world.one.refuses.put(ToRelay.Attach.class, FaultCode.STORE_UNAVAILABLE);
        world.ana.connect();
        world.run();
        long before = world.one.timesAsked(ToRelay.Attach.class);

        // When
        world.one.refuses.clear();
        world.clock.pass(ahead.negated());
        world.passSeconds(1);

        // Then
        assertEquals(before + 1, world.one.timesAsked(ToRelay.Attach.class));
    }

    @Test
    void aRelayThatAdvisesToWaitForDaysIsAskedAgainInAnHour() {
        for (Class<? extends ToRelay> each : List.of(ToRelay.Attach.class, ToRelay.Submit.class)) {
            // Given
            World world = new World().acquainted();
            world.ana.disconnect();
            world.one.advisesSeconds = (int) Duration.ofDays(3).toSeconds();
            world.one.refuses.put(each, FaultCode.STORE_UNAVAILABLE);
            world.ana.connect();
            world.ana.send("bojan", "no hurry");
            world.run();
            long before = world.one.timesAsked(each);
            world.passSeconds(PAUSE.toSeconds());
            long soon = world.one.timesAsked(each) - before;

            // When
            world.one.refuses.clear();
            world.pass(Duration.ofMinutes(75));

            // Then
            assertEquals(0, soon, each.getSimpleName());
            assertTrue(world.one.timesAsked(each) > before, each.getSimpleName());
        }
    }
}
