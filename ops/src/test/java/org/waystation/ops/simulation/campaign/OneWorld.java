package org.waystation.ops.simulation.campaign;

import java.time.Duration;
import java.util.Optional;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.loading.Worlds;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;

/** Plays one world and prints its fingerprint: for comparing processes. */
final class OneWorld {
    static final Trial TRIAL = new Trial(77, Profile.ROUGH, Duration.ofHours(5), 3, 6, Optional.empty());

    private OneWorld() {}

    static String fingerprint(Simulator simulator) {
        return simulator.play(TRIAL).fingerprint();
    }

    public static void main(String[] unused) {
        System.out.println("fingerprint " + fingerprint(Worlds.load(Crypto.FAST, Optional.empty())));
    }
}
