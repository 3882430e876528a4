package org.waystation.client.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveryTest {
    @Test
    void itNeverMovesBackwards() {
        for (Delivery from : Delivery.values()) {
            for (Delivery to : Delivery.values()) {
                assertFalse(from.mayBecome(to) && to.mayBecome(from), from + " and " + to);
            }
        }
    }

    @Test
    void whatTheOtherRelayTookIsNotRefusedAnyMore() {
        assertFalse(Delivery.AT_THEIR_RELAY.mayBecome(Delivery.REFUSED));
        assertFalse(Delivery.AT_THEIR_RELAY.mayBecome(Delivery.EXPIRED));
        assertTrue(Delivery.AT_YOUR_RELAY.mayBecome(Delivery.REFUSED));
    }

    @Test
    void whatADeviceSaysOutranksWhatRelaysSay() {
        assertTrue(Delivery.EXPIRED.mayBecome(Delivery.ON_THEIR_DEVICE));
        assertFalse(Delivery.READ.mayBecome(Delivery.EXPIRED));
    }

    @Test
    void theWordsAreTheAgreedOnes() {
        assertEquals(
                List.of(
                        "waiting here",
                        "at your relay",
                        "at their relay",
                        "expired",
                        "refused",
                        "on their device",
                        "read"),
                Arrays.stream(Delivery.values()).map(Delivery::words).toList());
        assertEquals("at_their_relay", Delivery.AT_THEIR_RELAY.code());
    }
}
