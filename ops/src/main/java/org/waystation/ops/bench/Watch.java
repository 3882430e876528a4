package org.waystation.ops.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.waystation.ops.bench.load.Phase;
import org.waystation.ops.bench.load.Tally;
import org.waystation.ops.bench.measure.Percentiles;
import org.waystation.ops.bench.measure.Samples;
import org.waystation.ops.bench.report.Cost;
import org.waystation.ops.bench.report.Counts;
import org.waystation.ops.bench.report.PhaseResult;
import org.waystation.ops.bench.wire.LoadFailure;

/** Plays phases and measures them. One thread. */
final class Watch {
    /** Every message has its outcome, and no relay keeps one. */
    static final Predicate<Tally.Sums> ALL_SETTLED =
            sums -> sums.answered() == sums.submitted() && sums.collected() == sums.answered();

    /** And what was delivered is deleted. */
    static final Predicate<Tally.Sums> ALL_SETTLED_AND_EMPTIED =
            ALL_SETTLED.and(sums -> sums.acknowledged() == sums.delivered());

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final Duration STALL = Duration.ofSeconds(60);

    private final Stage stage;
    private final List<BenchRelay> relays;

    Watch(Stage stage, List<BenchRelay> relays) {
        this.stage = stage;
        this.relays = List.copyOf(relays);
    }

    /**
     * How a phase is played.
     *
     * @param start sets it going
     * @param isOver whether nothing more will happen, asked once nothing more is handed out
     * @param seconds after which nothing more is handed out
     */
    record Play(String name, Phase phase, Runnable start, Predicate<Tally.Sums> isOver, int seconds) {}

    /** What was seen of a phase. */
    record Seen(Samples samples, double seconds, Cost cost) {}

    /**
     * Plays a phase to its end, or until nothing has moved for a minute: what is missing then shows in its tally.
     *
     * @param messages of the sums that the cost is shared among
     */
    Seen play(Play play, ToLongFunction<Tally.Sums> messages) throws InterruptedException {
        Samples samples = new Samples();
        Phase phase = play.phase();
        Stopwatch stopwatch = new Stopwatch(relays);
        play.start().run();
        long started = System.nanoTime();
        long movedAt = started;
        Tally.Sums last = phase.tally().sums();
        while (true) {
            long now = System.nanoTime();
            boolean handingOut = phase.isHandingOut();
            Tally.Sums sums = phase.tally().sums();
            samples.add(now, sums, handingOut);
            stage.progress().tell(play.name(), now, sums);
            stage.generator().requireHealth();
            movedAt = sums.equals(last) ? movedAt : now;
            last = sums;
            if (now - started >= Duration.ofSeconds(play.seconds()).toNanos()) {
                phase.stop();
            }
            if ((!handingOut && play.isOver().test(sums)) || now - movedAt > STALL.toNanos()) {
                return new Seen(samples, stopwatch.seconds(), stopwatch.read(messages.applyAsLong(sums)));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** The result of a phase in which messages were sent. */
    PhaseResult sent(String name, Phase phase, Seen seen, boolean withRecipients) {
        Samples.Rates rates = seen.samples().whileFull(stage.size().underWay());
        Counts counts = Counts.of(phase);
        double share =
                (double) counts.accepted() / Math.max(1, phase.tally().sums().answered());
        Map<String, Double> perSecond = new LinkedHashMap<>();
        perSecond.put("submitted", rates.submitted());
        perSecond.put("accepted", rates.answered() * share);
        Map<String, Percentiles> latency = new LinkedHashMap<>();
        latency.put("submitted", Percentiles.of(phase.latencies().done()));
        latency.put("outcome", Percentiles.of(phase.latencies().answered()));
        if (withRecipients) {
            perSecond.put("delivered", rates.delivered());
            latency.put("delivered", Percentiles.of(phase.latencies().delivered()));
        }
        List<String> problems = new ArrayList<>(phase.tally().problems(withRecipients));
        if (counts.accepted() == 0) {
            problems.add("no message was accepted");
        }
        return new PhaseResult(
                name, seen.seconds(), counts, perSecond, rates.seconds(), latency, seen.cost(), problems);
    }

    /** @throws LoadFailure if a phase that is not measured has broken a promise */
    static void requireKept(PhaseResult result) {
        if (!result.problems().isEmpty()) {
            throw new LoadFailure(result.phase() + ": " + String.join("; ", result.problems()));
        }
    }

    /** The result of a phase in which mailboxes were emptied. */
    PhaseResult drained(String name, Phase phase, Seen seen) {
        Samples.Rates rates = seen.samples().untilAllWereDelivered();
        return new PhaseResult(
                name,
                seen.seconds(),
                Counts.of(phase),
                Map.of("delivered", rates.delivered()),
                rates.seconds(),
                Map.of(),
                seen.cost(),
                phase.tally().problems(true));
    }
}
