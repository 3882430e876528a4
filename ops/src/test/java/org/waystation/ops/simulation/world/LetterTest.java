package org.waystation.ops.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.client.person.Delivery;
import org.waystation.ops.simulation.trial.Promise;

class LetterTest {
    private final Hamlet hamlet = new Hamlet();
    private final Letter letter = new Letter(hamlet.ana, hamlet.bojan, "a text", Duration.ZERO);

    @Test
    void whatHasNotLeftItsWriterWasNotAcknowledgedByAnybody() {
        // When
        Promise untold = letter.owed();
        letter.setDelivery(Delivery.WAITING_HERE);

        // Then
        assertEquals(Promise.DELIVERED_WHEN_FAULTS_STOP, untold);
        assertEquals(Promise.DELIVERED_WHEN_FAULTS_STOP, letter.owed());
        assertEquals("it has not left its writer", letter.shortfall());
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_YOUR_RELAY", "AT_THEIR_RELAY", "ON_THEIR_DEVICE"})
    void whatARelayHasTakenAndNobodyHasSeenIsLost(Delivery told) {
        // When
        letter.setDelivery(told);

        // Then
        assertEquals(Promise.NOTHING_ACKNOWLEDGED_IS_LOST, letter.owed());
        assertEquals("nobody has seen it", letter.shortfall());
    }

    @Test
    void whatWasSeenIsNotLostThoughItsWriterDoesNotKnow() {
        // Given
        letter.setDelivery(Delivery.AT_THEIR_RELAY);

        // When
        letter.see(Duration.ofMinutes(1));

        // Then
        assertEquals(Promise.DELIVERED_WHEN_FAULTS_STOP, letter.owed());
        assertEquals("its writer does not know that it was read", letter.shortfall());
    }
}
