package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The promises of mailboxes and deliveries, kept from many seeds through everything that may go wrong. */
class MailboxRandomTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 400;

    @Test
    void whatWasStoredIsDeliveredInOrderUntilItIsAcknowledged() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                // Given
                MailboxWorld world = new MailboxWorld(seed);

                // When
                for (int i = 0; i < STEPS; i++) {
                    world.step();
                }
                assertEquals(List.of(), world.audit());
                world.calmDown();

                // Then
                assertTrue(world.stored() > 10);
                assertEquals(0, world.waiting(), "never delivered");
                assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 0L), world.counted());
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }
}
