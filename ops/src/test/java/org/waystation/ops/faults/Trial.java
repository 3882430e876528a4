package org.waystation.ops.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.waystation.ops.faults.link.FaultyLink;
import org.waystation.ops.faults.people.Course;
import org.waystation.ops.faults.people.Judge;
import org.waystation.ops.programs.ProcessCage;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.Together;
import org.waystation.ops.programs.Workplace;

/** Two relays, the faulty link between them, and faults one after the other. One thread; {@link #close} from any. */
final class Trial implements AutoCloseable {
    private static final long SEED = 1;
    /** Without anything new, the rest is not expected any more. */
    private static final Duration STALL = Duration.ofMinutes(3);

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final int FIRST_SHARE = 10;
    /** Letters go on being handed out through this share of the fault. */
    private static final double BUSY_SHARE = 0.8;

    private final Workplace workplace;
    private final ProcessCage cage = new ProcessCage();
    private final FaultyLink link = new FaultyLink(SEED);
    private final Path launcher;
    private Station one;
    private Station two;

    Trial(Workplace workplace, Path launcher) throws IOException {
        this.workplace = workplace;
        this.launcher = launcher;
    }

    /**
     * Starts the relays and waits until they are connected.
     *
     * @param fault that they are made for: some need a disk of their own
     */
    void start(Fault fault) throws IOException, InterruptedException {
        Programs programs = new Programs(launcher, Files.createDirectory(workplace.of("scratch")), cage);
        List<Station> both = Together.both(
                () -> Station.start(
                        programs,
                        new Station.Plan("one.example", workplace.of("one"), link.gateOfOne(), usualRoom(), programs)),
                () -> Station.start(programs, planOfTwo(programs, fault)));
        one = both.get(0);
        two = both.get(1);
        link.connect(one.site().address(), two.site().address());
        Station.federate(one, two);
        Scene.await("the relays connect", () -> one.isLinked() && two.isLinked());
    }

    private Station.Plan planOfTwo(Programs programs, Fault fault) throws IOException {
        Path directory = workplace.of("two");
        Programs running = programs;
        long room = usualRoom();
        if (fault == Fault.DISK_FULL) {
            Path store = directory.resolve("data").resolve("store");
            Path script = SmallDisk.launcher(programs.launcher(), store, workplace.of("small-disk.sh"));
            running = new Programs(script, Files.createDirectory(workplace.of("scratch-two")), cage);
        } else if (fault == Fault.DISK_NEARLY_FULL) {
            room = Files.getFileStore(workplace.root()).getUsableSpace() - Fault.MARGIN_BYTES;
        }
        return new Station.Plan("two.example", directory, link.gateOfTwo(), room, running);
    }

    private static long usualRoom() {
        return 1L << 20;
    }

    /**
     * How a fault is played.
     *
     * @param length of a fault that does not end by itself
     * @param deaths of whoever is killed
     * @param stays whether the fault lasts until every letter has come through
     */
    record Script(Course course, Duration length, int deaths, boolean stays) {}

    /** Plays one fault with letters before, during and after it. */
    Row play(Fault fault, Script script) throws IOException, InterruptedException {
        int linksBefore = link.connections();
        Course course = script.course();
        try (Cast cast = Cast.gather(course, one, two)) {
            Judge judge = cast.judge();
            int first = course.letters() / FIRST_SHARE;
            cast.begin(first);
            Scene.await("the first letters come through", () -> judge.sums().shown() >= first / 2);
            int struckAt = judge.sums().shown();
            long begun = System.nanoTime();
            cast.goOn((course.letters() - first) / (script.length().toMillis() / 1_000.0 * BUSY_SHARE));
            String note = fault.strike(new Scene(
                    one,
                    two,
                    link,
                    judge,
                    script.length(),
                    script.deaths(),
                    () -> script.stays() && !cast.isSettled()));
            long ended = System.nanoTime();
            int underFault = judge.sums().shown() - struckAt;
            awaitSettled(cast);
            double drained = (System.nanoTime() - ended) / 1e9;
            if (one.hasMadeMistakes() || two.hasMadeMistakes()) {
                judge.complain("a relay's log speaks of a mistake of its own");
            }
            return new Row(
                    fault.toString(),
                    course.letters(),
                    struckAt,
                    underFault,
                    (ended - begun) / 1e9,
                    drained,
                    link.connections() - linksBefore,
                    judge.verdict(),
                    note);
        }
    }

    private static void awaitSettled(Cast cast) throws InterruptedException {
        Judge.Sums last = cast.judge().sums();
        long movedAt = System.nanoTime();
        while (!cast.isSettled() && System.nanoTime() - movedAt < STALL.toNanos()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            Judge.Sums sums = cast.judge().sums();
            movedAt = sums.equals(last) ? movedAt : System.nanoTime();
            last = sums;
        }
    }

    @Override
    public void close() throws IOException {
        cage.close();
        link.close();
        workplace.delete();
    }
}
