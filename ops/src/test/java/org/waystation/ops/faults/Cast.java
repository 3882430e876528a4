package org.waystation.ops.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.faults.people.Course;
import org.waystation.ops.faults.people.Judge;
import org.waystation.ops.faults.people.Letters;
import org.waystation.ops.faults.people.Reader;
import org.waystation.ops.faults.people.Writer;
import org.waystation.protocol.crypto.Entropy;

/** The writers at relay one, the readers at relay two, and their letters. One thread. */
final class Cast implements AutoCloseable {
    private static final long TICK_MILLIS = 10;

    private final Course course;
    private final Judge judge;
    private final Generator generator = new Generator(1);
    private final List<Writer> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private int handedOut;
    private long begunAt;

    private Cast(Course course, Judge judge) {
        this.course = course;
        this.judge = judge;
    }

    static Cast gather(Course course, Station one, Station two) {
        Cast cast = new Cast(course, new Judge(course));
        List<Mailbox> mailboxes = Stream.generate(() -> Mailbox.random(Entropy.system()))
                .limit(course.mailboxes())
                .toList();
        Letters letters = Letters.seal(course, mailboxes, two.site().card());
        IntStream.range(0, course.mailboxes())
                .forEach(i -> cast.readers.add(
                        new Reader(cast.generator, two.site(), i, mailboxes.get(i), letters, cast.judge)));
        IntStream.range(0, course.writers())
                .forEach(i -> cast.writers.add(new Writer(cast.generator, one.site(), letters, cast.judge)));
        Stream.concat(
                        cast.readers.stream().map(Reader::join),
                        cast.writers.stream().map(Writer::join))
                .forEach(CompletableFuture::join);
        return cast;
    }

    Judge judge() {
        return judge;
    }

    /** Hands out the first letters at once. */
    void begin(int letters) {
        handOut(letters);
    }

    /** Hands out the others at a constant rate. */
    void goOn(double perSecond) {
        int before = handedOut;
        begunAt = System.nanoTime();
        generator
                .loops()
                .next()
                .scheduleAtFixedRate(
                        () -> handOut(before + (int) ((System.nanoTime() - begunAt) * perSecond / 1e9)),
                        0,
                        TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void handOut(int through) {
        while (handedOut < Math.min(through, course.letters())) {
            writers.get(handedOut % course.writers()).write(handedOut);
            handedOut++;
        }
    }

    /** Whether every letter is read and answered, and nothing is left to acknowledge or to collect. */
    boolean isSettled() {
        Judge.Sums sums = judge.sums();
        return sums.shown() == course.letters()
                && sums.answered() == course.letters()
                && writers.stream().allMatch(Writer::isSettled)
                && readers.stream().allMatch(Reader::isSettled);
    }

    @Override
    public void close() {
        writers.forEach(Writer::leave);
        readers.forEach(Reader::leave);
        generator.close();
    }
}
