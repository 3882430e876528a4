package org.waystation.ops.simulation.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.loading.Worlds;
import org.waystation.ops.simulation.trial.Simulator;

/**
 * A few worlds are the same on every machine and every Java. They change whenever what the program or the simulation does
 * changes: then their file is to be written anew, with {@value #WRITE_ANEW}.
 */
class FingerprintsTest {
    private static final String PROPERTY = "simulation.fingerprints";
    private static final String WRITE_ANEW = "mvn test -pl ops -am -Dtest=FingerprintsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + PROPERTY + "=rewrite";

    private final Map<Crypto, Simulator> simulators = new EnumMap<>(Crypto.class);

    @Test
    void aFewWorldsAreTheSameOnEveryMachineAndEveryJava() {
        // Given
        List<Remembered> before = Remembered.all();

        // When
        List<Remembered> now = new ArrayList<>();
        before.forEach(each -> now.add(each.as(fingerprint(each))));

        // Then
        if ("rewrite".equals(System.getProperty(PROPERTY))) {
            Remembered.write(now);
        }
        assertEquals(
                inLines(Remembered.all()),
                inLines(now),
                () ->
                        "worlds are not what they were. If what the program or the simulation does was changed, write their"
                                + " fingerprints anew: " + WRITE_ANEW
                                + "\nIf not, this machine or this Java plays other worlds.\n");
    }

    private static String inLines(List<Remembered> worlds) {
        return worlds.stream().map(each -> "\n" + each).collect(Collectors.joining());
    }

    private String fingerprint(Remembered world) {
        return simulators
                .computeIfAbsent(world.crypto(), crypto -> Worlds.load(crypto, Optional.empty()))
                .play(world.trial())
                .fingerprint();
    }
}
