package org.waystation.ops.simulation.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.federation.outbox.Backoff;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

class WorldsTest {
    /** The Ed25519 public key of a seed of 32 zeros. */
    private static final String REAL_KEY = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";

    private static final Trial TRIAL =
            new Trial(1, Profile.CALM, Duration.ofHours(1), Trial.MIN_RELAYS, 2, Optional.empty());

    @Test
    void aWorldOfRealCryptographyAndNoBugIsTheOrdinaryOne() {
        // When
        Simulator simulator = load(Crypto.REAL, Optional.empty());

        // Then
        assertSame(ProbeSimulator.class, simulator.getClass());
        assertEquals(REAL_KEY, simulator.play(TRIAL).fingerprint());
    }

    @Test
    void aWorldOfStandInCryptographyHasOtherKeys() {
        // When
        Verdict verdict = load(Crypto.FAST, Optional.empty()).play(TRIAL);

        // Then
        assertNotEquals(REAL_KEY, verdict.fingerprint());
        assertTrue(verdict.totals().slowest().compareTo(Backoff.CAP) <= 0);
    }

    @Test
    void aWorldCanHaveABugAndStandInCryptography() {
        // When
        Verdict verdict = load(Crypto.FAST, Optional.of(DeliberateBug.BACKOFF_WITHOUT_CAP))
                .play(TRIAL);

        // Then
        assertNotEquals(REAL_KEY, verdict.fingerprint());
        assertTrue(verdict.totals().slowest().compareTo(Backoff.CAP) > 0);
    }

    @Test
    void aWorldCanHaveABugAndRealCryptography() {
        // When
        Verdict verdict = load(Crypto.REAL, Optional.of(DeliberateBug.BACKOFF_WITHOUT_CAP))
                .play(TRIAL);

        // Then
        assertEquals(REAL_KEY, verdict.fingerprint());
        assertTrue(verdict.totals().slowest().compareTo(Backoff.CAP) > 0);
    }

    @Test
    void eachLoadingGivesClassesOfItsOwn() {
        assertNotEquals(
                load(Crypto.FAST, Optional.empty()).getClass(),
                load(Crypto.FAST, Optional.empty()).getClass());
    }

    @Test
    void aSimulatorThatIsNotThereIsNamed() {
        // When
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> Worlds.load("org.waystation.Nothing", Crypto.REAL, Optional.empty()));

        // Then
        assertTrue(failure.getMessage().contains("org.waystation.Nothing"));
    }

    private static Simulator load(Crypto crypto, Optional<DeliberateBug> bug) {
        return Worlds.load(ProbeSimulator.class.getName(), crypto, bug);
    }
}
