package org.waystation.ops.simulation.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

/** Plays worlds one after the other, until all are played or one breaks a promise. */
final class Campaign {
    private final Simulator simulator;
    private final Progress progress;
    private final InstantSource clock;

    Campaign(Simulator simulator, Progress progress, InstantSource clock) {
        this.simulator = simulator;
        this.progress = progress;
        this.clock = clock;
    }

    Played play(List<Trial> trials) {
        Instant start = clock.instant();
        Played played = Played.nothing();
        for (Trial trial : trials) {
            Played now = played;
            progress.at(() -> line(now, trials.size(), trial, start));
            played = played.plus(playOne(trial));
            if (played.broken().isPresent()) {
                break;
            }
        }
        progress.clear();
        return played;
    }

    private Verdict playOne(Trial trial) {
        try {
            return simulator.play(trial);
        } catch (RuntimeException | Error e) {
            // Whoever repairs the simulator needs to know the world that it fell over.
            progress.tell("the simulator itself failed in the world of seed " + trial.seed());
            throw e;
        }
    }

    private String line(Played played, int worlds, Trial trial, Instant start) {
        Duration simulated = played.totals().simulated();
        String speed = Words.speed(simulated, Duration.between(start, clock.instant()));
        return Words.count(played.worlds()) + " of " + Words.count(worlds, "world") + " · " + Words.time(simulated)
                + " simulated · " + Words.count(played.allFaults(), "fault") + (speed.isEmpty() ? "" : " · " + speed)
                + " · playing seed " + trial.seed();
    }
}
