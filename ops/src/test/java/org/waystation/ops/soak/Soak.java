package org.waystation.ops.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.faults.Station;
import org.waystation.ops.faults.link.FaultyLink;
import org.waystation.ops.programs.ProcessCage;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.Together;
import org.waystation.ops.programs.Workplace;

/** Two relays, generations of people, and looks at the relays all the while. One thread; {@link #close} from any. */
final class Soak implements AutoCloseable {
    private static final long SEED = 1;
    private static final long TICK_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LEAST_ROOM_BYTES = 1L << 20;

    private final Plan plan;
    private final Looks looks;
    private final Workplace workplace;
    private final ProcessCage cage = new ProcessCage();
    private final FaultyLink link = new FaultyLink(SEED);
    private final Generator generator = new Generator(1);
    private final ExecutorService sealing = Executors.newSingleThreadExecutor();
    private final SplittableRandom chance = new SplittableRandom(SEED);
    private final List<Generation> present = new ArrayList<>();
    private final List<Absence> gone = new ArrayList<>();
    private final List<CompletableFuture<Generation>> coming = new ArrayList<>();
    private final List<CompletableFuture<?>> leaving = new ArrayList<>();
    private final Books books = new Books();
    private final Station one;
    private final Station two;
    private final Sampler lookAtOne;
    private final Sampler lookAtTwo;
    private int cuts;
    private boolean isCut;

    Soak(Plan plan, Workplace workplace, Path launcher, PrintWriter progress) throws Exception {
        this.plan = plan;
        this.workplace = workplace;
        Programs programs = new Programs(launcher, Files.createDirectory(workplace.of("scratch")), cage);
        List<Station> both = Together.both(
                () -> Station.start(
                        programs,
                        new Station.Plan(
                                "one.example", workplace.of("one"), link.gateOfOne(), LEAST_ROOM_BYTES, programs)),
                () -> Station.start(
                        programs,
                        new Station.Plan(
                                "two.example", workplace.of("two"), link.gateOfTwo(), LEAST_ROOM_BYTES, programs)));
        one = both.get(0);
        two = both.get(1);
        lookAtOne = new Sampler(one);
        lookAtTwo = new Sampler(two);
        looks = new Looks(plan, workplace, List.of(lookAtOne, lookAtTwo), books, progress);
        link.connect(one.site().address(), two.site().address());
        Station.federate(one, two);
        awaitLinked();
    }

    private void awaitLinked() throws InterruptedException {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while (!one.isLinked() || !two.isLinked()) {
            if (System.nanoTime() > latest) {
                throw new ProgramFailure("the relays do not connect");
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** Plays the plan, waits for the last letter, and gives what was seen. */
    Outcome play() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Rhythm generations = new Rhythm(plan.generationEvery());
        Rhythm disturbances = new Rhythm(plan.disturbEvery());
        Rhythm linkCuts = new Rhythm(plan.cutEvery());
        linkCuts.isDue(0);
        Duration lastGeneration = plan.length().minus(plan.generation());
        for (Duration now = Duration.ZERO; now.compareTo(plan.length()) < 0; now = since(begun)) {
            double seconds = now.toMillis() / 1_000.0;
            if (now.compareTo(lastGeneration) <= 0 && generations.isDue(seconds)) {
                coming.add(CompletableFuture.supplyAsync(() -> Generation.begin(plan, generator, one, two), sealing));
            }
            if (!present.isEmpty() && disturbances.isDue(seconds)) {
                present.get(chance.nextInt(present.size())).disturb(chance);
            }
            cutOrMend(linkCuts, seconds);
            looks.onTime(seconds);
            step();
            Thread.sleep(TICK_MILLIS);
        }
        looks.finish();
        mend();
        settle();
        return finish(since(begun));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void cutOrMend(Rhythm linkCuts, double seconds) throws IOException {
        if (linkCuts.isDue(seconds)) {
            link.cut();
            isCut = true;
            cuts++;
        } else if (isCut && linkCuts.sinceLast(seconds) >= plan.cutFor().toMillis() / 1_000.0) {
            mend();
        }
    }

    private void mend() throws IOException {
        if (isCut) {
            link.mend();
            isCut = false;
        }
    }

    private void step() {
        for (Iterator<CompletableFuture<Generation>> each = coming.iterator(); each.hasNext(); ) {
            CompletableFuture<Generation> next = each.next();
            if (next.isDone()) {
                present.add(next.join());
                each.remove();
            }
        }
        for (Iterator<Generation> each = present.iterator(); each.hasNext(); ) {
            Generation next = each.next();
            next.go();
            if (next.isSettled()) {
                each.remove();
                end(next);
            }
        }
        Instant now = Instant.now();
        for (Iterator<Absence> each = gone.iterator(); each.hasNext(); ) {
            Absence next = each.next();
            if (now.isAfter(next.end())) {
                each.remove();
                leaving.add(next.who().comeBack().thenAccept(books::onCameBack));
            }
        }
        leaving.removeIf(each -> {
            if (each.isDone()) {
                each.join();
            }
            return each.isDone();
        });
    }

    private void end(Generation generation) {
        leaving.add(generation.leave());
        Generation.Account account = generation.account();
        gone.add(new Absence(generation.absentee(), generation.lettersAreGone(), account.neglected()));
        books.add(account);
    }

    /** Waits for what is under way. What does not come in time is told by the books. */
    private void settle() throws InterruptedException {
        long latest = System.nanoTime() + PATIENCE.toNanos();
        while ((!coming.isEmpty() || !present.isEmpty() || !leaving.isEmpty()) && System.nanoTime() < latest) {
            step();
            Thread.sleep(TICK_MILLIS);
        }
        if (!leaving.isEmpty()) {
            books.complain("somebody could not leave");
        }
        present.forEach(each -> books.add(each.account()));
    }

    private Outcome finish(Duration length) throws IOException {
        long expired = (long) (double) two.metrics().get("relay_envelopes_expired_total");
        books.onExpired(expired, gone.stream().mapToLong(Absence::letters).sum());
        for (Station each : List.of(one, two)) {
            if (each.hasMadeMistakes()) {
                books.complain("a relay's log speaks of a mistake of its own");
            }
        }
        return new Outcome(plan, length, books, cuts, lookAtOne, lookAtTwo);
    }

    /** Somebody who comes back when the letters, so many, are gone. Nothing else of the group is kept. */
    private record Absence(Absentee who, Instant end, int letters) {}

    /** What was seen. */
    record Outcome(Plan plan, Duration length, Books books, int cuts, Sampler one, Sampler two) {}

    @Override
    public void close() throws IOException {
        sealing.shutdownNow();
        looks.close();
        generator.close();
        cage.close();
        link.close();
        workplace.delete();
    }
}
