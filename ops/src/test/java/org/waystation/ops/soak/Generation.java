package org.waystation.ops.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.faults.Station;
import org.waystation.ops.faults.people.Course;
import org.waystation.ops.faults.people.Disturbance;
import org.waystation.ops.faults.people.Judge;
import org.waystation.ops.faults.people.Letters;
import org.waystation.ops.faults.people.Reader;
import org.waystation.ops.faults.people.Writer;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.limits.Limits;

/**
 * A group of people who join, write to each other for a while, and go for good: writers at relay one, readers at relay two
 * with mailboxes that are deleted in the end, and one mailbox whose owner does not come for as long as its letters live. One
 * thread.
 */
final class Generation {
    private static final List<Disturbance> DISTURBANCES = List.of(Disturbance.values());
    private static final int WRITERS = 4;
    private static final int MAILBOXES = 3;
    private static final int NEGLECTED_SHARE = 25;

    private final Course course;
    private final Course neglected;
    private final Judge judge;
    private final Judge judgeOfNeglected;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final Absentee absentee;
    private final Writer writerToAbsentee;
    private final FrontDoor door;
    private final CompletableFuture<Void> joined;
    private final double perSecond;
    private final Instant lettersExpireAt;
    private long startedAt;
    private int handedOut;
    private int handedOutNeglected;

    private Generation(Plan plan, Generator generator, Station one, Station two) {
        int most = Math.max(1, plan.letters() / NEGLECTED_SHARE);
        course = new Course(WRITERS, MAILBOXES, Math.max(1, plan.letters() - most));
        neglected = new Course(1, 1, most);
        judge = new Judge(course);
        judgeOfNeglected = new Judge(neglected);
        perSecond = course.letters() / (plan.generation().toMillis() / 1_000.0);
        Instant expiry = Instant.now().plus(plan.lifetime());
        lettersExpireAt = expiry;
        List<Mailbox> mailboxes = Stream.generate(() -> Mailbox.random(Entropy.system()))
                .limit(MAILBOXES)
                .toList();
        // Nobody may lose a letter to its expiry but the one who does not come.
        Letters letters = Letters.seal(
                course,
                mailboxes,
                two.site().card(),
                expiry.plus(plan.generation()).getEpochSecond());
        IntStream.range(0, MAILBOXES)
                .forEach(i -> readers.add(new Reader(generator, two.site(), i, mailboxes.get(i), letters, judge)));
        IntStream.range(0, WRITERS).forEach(i -> writers.add(new Writer(generator, one.site(), letters, judge)));
        absentee = new Absentee(generator, two.site());
        Letters lettersToAbsentee =
                Letters.seal(neglected, List.of(absentee.mailbox()), two.site().card(), expiry.getEpochSecond());
        writerToAbsentee = new Writer(generator, one.site(), lettersToAbsentee, judgeOfNeglected);
        door = new FrontDoor(generator, one.site(), two.site(), plan.lifetime().plus(plan.generation()));
        joined = CompletableFuture.allOf(Stream.of(
                        readers.stream().map(Reader::join),
                        writers.stream().map(Writer::join),
                        Stream.of(absentee.join(), writerToAbsentee.join(), door.open()))
                .flatMap(all -> all)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Seals its letters, which takes a while, and lets its people join. */
    static Generation begin(Plan plan, Generator generator, Station one, Station two) {
        return new Generation(plan, generator, one, two);
    }

    /** What came of it. */
    record Account(
            int letters,
            int neglected,
            int lost,
            int duplicated,
            int outOfOrder,
            int carriedAgain,
            int secondDeliveries,
            int bundles,
            List<String> complaints) {}

    /** Hands out what is due, once everybody has joined. */
    void go() {
        if (!joined.isDone()) {
            return;
        }
        joined.join();
        startedAt = startedAt == 0 ? System.nanoTime() : startedAt;
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        int through = Math.min(course.letters(), (int) (seconds * perSecond) + 1);
        for (; handedOut < through; handedOut++) {
            writers.get(handedOut % WRITERS).write(handedOut);
        }
        int neglectedThrough = (int) ((long) neglected.letters() * handedOut / course.letters());
        for (; handedOutNeglected < neglectedThrough; handedOutNeglected++) {
            writerToAbsentee.write(handedOutNeglected);
        }
    }

    /** Strikes somebody's connection. */
    void disturb(SplittableRandom chance) {
        Disturbance what = DISTURBANCES.get(chance.nextInt(DISTURBANCES.size()));
        int who = chance.nextInt(WRITERS + MAILBOXES);
        if (who < WRITERS) {
            writers.get(who).disturb(what);
        } else {
            readers.get(who - WRITERS).disturb(what);
        }
    }

    /** Whether every letter has been seen and answered, and nothing is left to acknowledge or to collect. */
    boolean isSettled() {
        return handedOut == course.letters()
                && judge.sums().shown() == course.letters()
                && judge.sums().answered() == course.letters()
                && judgeOfNeglected.sums().answered() == neglected.letters()
                && writerToAbsentee.isSettled()
                && writers.stream().allMatch(Writer::isSettled)
                && readers.stream().allMatch(Reader::isSettled)
                && door.isDone();
    }

    /** The moment after which the letters that nobody has collected are to be gone: the relay rounds up, then sweeps. */
    Instant lettersAreGone() {
        return Limits.coarselyAfter(lettersExpireAt).plus(Duration.ofSeconds(10));
    }

    /** Mailboxes are deleted and everybody leaves; but the absentee's stays. */
    CompletableFuture<Void> leave() {
        writers.forEach(Writer::leave);
        writerToAbsentee.leave();
        return CompletableFuture.allOf(readers.stream().map(Reader::giveUp).toArray(CompletableFuture<?>[]::new));
    }

    Absentee absentee() {
        return absentee;
    }

    Account account() {
        Judge.Verdict seen = judge.verdict();
        Judge.Verdict unseen = judgeOfNeglected.verdict();
        List<String> complaints = new ArrayList<>(seen.complaints());
        complaints.addAll(unseen.complaints());
        complaints.addAll(door.complaints());
        int stored = judgeOfNeglected.sums().answered();
        return new Account(
                course.letters(),
                stored,
                course.letters() - judge.sums().shown(),
                seen.duplicated(),
                seen.outOfOrder(),
                seen.carriedAgain() + unseen.carriedAgain(),
                seen.secondDeliveries(),
                door.bundles(),
                complaints);
    }
}
