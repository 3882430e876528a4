package org.waystation.ops.simulation.loading;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.outbox.Backoff;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Totals;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;

/**
 * Plays nothing. Its fingerprint shows which cryptography it was loaded with, its slowest text how long a relay waits after
 * 20 failures.
 */
public final class ProbeSimulator implements Simulator {
    private static final int FAILURES = 20;

    @Override
    public Verdict play(Trial trial) {
        SigningKey key = SigningKey.fromSeed(SecretKey32.copyOf(new byte[SigningKey.SEED_BYTES]));
        String fingerprint = HexFormat.of().formatHex(key.verifyingKey().bytes());
        Totals totals = new Totals(Duration.ZERO, 0, 0, 0, 0, 0, pause());
        return new Verdict(trial, Optional.empty(), totals, List.of(), fingerprint);
    }

    private static Duration pause() {
        Backoff backoff = new Backoff(() -> 0);
        for (int i = 0; i < FAILURES; i++) {
            backoff.onFailure(Instant.EPOCH);
        }
        return Duration.between(Instant.EPOCH, backoff.nextTry());
    }
}
