package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.rekey.RekeySchedule;

/**
 * Somebody copies everything that a device holds, at any moment, and reads the wire from then on. How long can they follow?
 * docs/cryptography.md states the figures that are checked here.
 */
class HealingTest {
    /** Round trips that a copied device can follow. */
    private static final int ROUND_TRIPS = 1;

    /**
     * Round trips that whoever also breaks X25519 can follow: what is left of an exchange that is copied with the device, then a
     * whole one, with {@link Endpoint#OFTEN} and room for a third of a key in each message.
     */
    private static final int ROUND_TRIPS_WITHOUT_X25519 = 24;

    private static final int MAX_BEFORE = 60;
    private static final int AFTER = 60;

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "4, true", "1, false", "2, false", "3, false", "4, false"})
    void aCopyOfADeviceIsWorthlessAfterOneRoundTrip(long seed, boolean initiators) throws CryptoRefused {
        assertEquals(ROUND_TRIPS, roundTripsFollowed(seed, initiators, false, Endpoint.OFTEN));
    }

    @ParameterizedTest
    @CsvSource({
        "1, true", "2, true", "3, true", "4, true", "5, true", "6, true",
        "1, false", "2, false", "3, false", "4, false", "5, false", "6, false"
    })
    void aCopyIsWorthlessAfterARekeyEvenToWhoeverBreaksX25519(long seed, boolean initiators) throws CryptoRefused {
        int followed = roundTripsFollowed(seed, initiators, true, Endpoint.OFTEN);
        assertTrue(followed > ROUND_TRIPS, "the adversary of this test can really break X25519: " + followed);
        assertTrue(followed <= ROUND_TRIPS_WITHOUT_X25519, "followed " + followed);
    }

    @Test
    void withoutARekeyWhoeverBreaksX25519FollowsForEver() throws CryptoRefused {
        RekeySchedule never = new RekeySchedule(Integer.MAX_VALUE, Duration.ofDays(1));
        assertEquals(AFTER, roundTripsFollowed(1, true, true, never));
    }

    private static int roundTripsFollowed(long seed, boolean initiators, boolean breaksX25519, RekeySchedule schedule)
            throws CryptoRefused {
        // Given
        Entropy entropy = new SeededEntropy(seed);
        Person first = new Person(entropy);
        Person second = new Person(entropy);
        Endpoint initiator = new Endpoint(first, second, schedule, entropy);
        Endpoint responder = new Endpoint(second, first, schedule, entropy);
        initiator.introduce();
        exchange(initiator, responder);
        exchange(responder, initiator);
        Endpoint victim = initiators ? initiator : responder;
        Endpoint other = initiators ? responder : initiator;
        for (int before = new Random(seed).nextInt(MAX_BEFORE); before > 0; before--) {
            exchange(victim, other);
            exchange(other, victim);
        }
        // When
        Eavesdropper eavesdropper = new Eavesdropper(victim.sending(), new SeededEntropy(-seed));
        int lastFollowed = -1;
        for (int roundTrip = 0; roundTrip < AFTER; roundTrip++) {
            boolean there = eavesdropper.readsFromVictim(exchange(victim, other));
            byte[] back = exchange(other, victim);
            boolean backAgain = breaksX25519
                    ? eavesdropper.readsToVictim(
                            back, victim.sending().state().keys().own().scalar())
                    : eavesdropper.readsToVictim(back);
            if (there || backAgain) {
                assertEquals(roundTrip, lastFollowed + 1, "whoever has lost the thread does not find it again");
                lastFollowed = roundTrip;
            }
        }
        // Then
        return lastFollowed + 1;
    }

    private static byte[] exchange(Endpoint from, Endpoint to) {
        Endpoint.Letter letter = from.write(0, new byte[] {1}, 410, false);
        assertTrue(to.read(letter, false) instanceof Decryption.Decrypted);
        return letter.bytes().toByteArray();
    }
}
