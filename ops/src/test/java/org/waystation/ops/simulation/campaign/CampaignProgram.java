package org.waystation.ops.simulation.campaign;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.waystation.ops.simulation.SimulationOptions;
import org.waystation.ops.simulation.SimulationProgram;
import org.waystation.ops.simulation.loading.Worlds;
import org.waystation.ops.simulation.trial.Profile;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;

/** What {@code relay simulate} runs. */
public final class CampaignProgram implements SimulationProgram {
    /** Set by the launcher where talk goes to a terminal. */
    static final String PROGRESS_PROPERTY = "waystation.progress";

    private final Simulators simulators;
    private final InstantSource clock;
    private final Progress.Style style;

    /** For {@link java.util.ServiceLoader}. */
    public CampaignProgram() {
        this(crypto -> Worlds.load(crypto, Optional.empty()));
    }

    CampaignProgram(Simulators simulators) {
        this(
                simulators,
                InstantSource.system(),
                "rewritten".equals(System.getProperty(PROGRESS_PROPERTY))
                        ? Progress.Style.REWRITTEN
                        : Progress.Style.LINES);
    }

    /** @param clock for the speed, and for when to tell how far it is */
    CampaignProgram(Simulators simulators, InstantSource clock, Progress.Style style) {
        this.simulators = simulators;
        this.clock = clock;
        this.style = style;
    }

    @Override
    public int run(SimulationOptions options, PrintWriter out, PrintWriter err) {
        Simulator simulator = simulators.with(options.world().crypto());
        Progress progress = new Progress(err, clock, style);
        progress.tell(Summary.asked(options));
        Instant start = clock.instant();
        Played played = new Campaign(simulator, progress, clock).play(trials(options));
        Duration took = Duration.between(start, clock.instant());
        Optional<Shrunk> broken = played.broken().map(verdict -> shrink(verdict, simulator, progress));
        if (options.json()) {
            out.println(JsonAnswer.of(options, played, took, broken));
        } else {
            words(options, played, took, broken).forEach(out::println);
        }
        return broken.isEmpty() ? 0 : 1;
    }

    private static Shrunk shrink(Verdict verdict, Simulator simulator, Progress progress) {
        if (verdict.trial().only().isPresent()) {
            return Shrunk.asItIs(verdict);
        }
        verdict.broken()
                .ifPresent(broken -> progress.tell("seed " + verdict.trial().seed() + " broke " + broken.promise()
                        + "; playing it again with fewer faults"));
        return Shrinker.shrink(simulator, progress, Shrinker.USUAL_CAP, verdict);
    }

    private static List<String> words(
            SimulationOptions options, Played played, Duration took, Optional<Shrunk> broken) {
        List<String> lines = new ArrayList<>(List.of(Summary.asked(options)));
        lines.addAll(Summary.lines(played, took));
        lines.add("");
        if (broken.isPresent()) {
            lines.addAll(BrokenReport.lines(broken.get(), options.world().crypto()));
            return lines;
        }
        lines.addAll(Summary.kept());
        if (options.seeds().count() == 1) {
            lines.add("");
            played.last().ifPresent(world -> lines.add("fingerprint " + world.fingerprint()));
        }
        return lines;
    }

    private static List<Trial> trials(SimulationOptions options) {
        SimulationOptions.World world = options.world();
        Profile profile = Profile.valueOf(world.roughness().name());
        return LongStream.rangeClosed(options.seeds().first(), options.seeds().last())
                .mapToObj(seed -> new Trial(
                        seed,
                        profile,
                        Duration.ofHours(world.hours()),
                        world.relays(),
                        world.people(),
                        options.faults()))
                .toList();
    }
}
