package org.waystation.ops.simulation.relays;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.home.RoutingKeys;

class RelayNodeTest {
    private final Timeline time = new Timeline();
    private final RelayNode relay = new RelayNode(
            "north",
            time,
            new Network(time, new Chance(1)),
            new Chance(2),
            new BlindWitness(),
            RelayLimits.DEFAULT,
            false);

    @Test
    void theKeysOfARelayThatIsDownStayAsTheyAre() {
        // Given
        RoutingKeys before = relay.routingKeys();

        // When
        boolean done = relay.rotateKeys(Duration.ofSeconds(10));

        // Then
        assertFalse(done);
        assertSame(before, relay.routingKeys());
    }

    @Test
    void theKeysOfARelayThatIsUpAreRenewed() {
        // Given
        relay.start();
        RoutingKeys before = relay.routingKeys();

        // When
        boolean done = relay.rotateKeys(Duration.ofSeconds(10));

        // Then
        assertTrue(done);
        assertNotSame(before, relay.routingKeys());
    }

    @Test
    void aRelayThatIsDownIsRestoredAndComesUpWhenItWouldHave() {
        // Given
        relay.start();
        relay.takeBackup();
        relay.crash(Duration.ofMinutes(1));

        // When
        boolean done = relay.restore(0, Duration.ofHours(1), true);

        // Then
        assertTrue(done);
        assertTrue(relay.isSetBack());
        time.runUntil(Duration.ofMinutes(2));
        assertTrue(relay.isUp());
        assertFalse(relay.isSetBack());
    }

    @Test
    void aRelayThatIsUpIsDownForSoLongWhenItIsRestored() {
        // Given
        relay.start();
        relay.takeBackup();

        // When
        boolean done = relay.restore(0, Duration.ofHours(1), true);

        // Then
        assertTrue(done);
        time.runUntil(Duration.ofMinutes(59));
        assertFalse(relay.isUp());
        time.runUntil(Duration.ofMinutes(61));
        assertTrue(relay.isUp());
    }

    @Test
    void aRelayWithoutACopyIsNotRestored() {
        // Given
        relay.start();

        // When
        boolean done = relay.restore(0, Duration.ofHours(1), true);

        // Then
        assertFalse(done);
        assertTrue(relay.isUp());
    }
}
