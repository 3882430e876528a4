package org.waystation.ops.siege;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.load.Metronome;
import org.waystation.ops.bench.load.Phase;
import org.waystation.ops.bench.load.Recipient;
import org.waystation.ops.bench.load.Sealer;
import org.waystation.ops.bench.load.Sender;
import org.waystation.ops.bench.load.Tally;
import org.waystation.ops.bench.measure.Percentiles;
import org.waystation.ops.bench.wire.Crowd;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.crypto.Entropy;

/**
 * The honest members of a relay, half of whom write to the other half at a constant rate, on connections that are never opened
 * anew. One thread.
 */
final class People implements AutoCloseable {
    /** Without anything new, the rest is not expected any more. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final long LOOK_EVERY_MILLIS = 50;

    private final Generator generator = new Generator(1);
    private final List<Recipient> readers;
    private final List<Sender> writers;
    private final Sealer sealer;
    private final int perSecond;

    private People(Site site, int pairs, int perSecond) throws InterruptedException {
        this.perSecond = perSecond;
        List<Mailbox> mailboxes = Stream.generate(() -> Mailbox.random(Entropy.system()))
                .limit(pairs)
                .toList();
        this.readers = generator.await(Crowd.gather(
                pairs,
                i -> Recipient.connect(generator, site, mailboxes.get(i))
                        .thenCompose(Recipient::create)
                        .thenCompose(Recipient::attach)));
        this.writers = generator.await(Crowd.gather(pairs, i -> Sender.join(generator, site)));
        this.sealer = new Sealer(site, mailboxes, Instant.now(), true);
    }

    /** @param perSecond messages of all together */
    static People gather(Site site, int pairs, int perSecond) throws InterruptedException {
        return new People(site, pairs, perSecond);
    }

    /**
     * What became of the messages of one window of time.
     *
     * @param lost taken by the relay and not delivered
     * @param duplicated delivered more than once
     * @param delivered from the moment at which each was due until it had reached its reader, in milliseconds
     * @param problems all that should not be, in words
     */
    record Seen(
            long messages, long accepted, long lost, long duplicated, Percentiles delivered, List<String> problems) {
        /** When nothing could be seen. */
        static final Seen NOTHING = new Seen(0, 0, 0, 0, new Percentiles(0, 0, 0, 0, 0, 0), List.of());
    }

    /**
     * Writes for so long, and waits until everything has come or nothing comes any more.
     *
     * @param meanwhile is called many times a second
     */
    Seen write(int seconds, Runnable meanwhile) throws InterruptedException {
        Phase phase = new Phase(sealer.seal(perSecond * seconds), System::nanoTime);
        readers.forEach(each -> each.begin(phase));
        writers.forEach(each -> each.begin(phase, 0));
        Metronome.start(generator, phase, writers, perSecond);
        awaitSettled(phase, meanwhile);
        phase.openReplies();
        Tally tally = phase.tally();
        return new Seen(
                tally.sums().submitted(),
                tally.accepted(),
                tally.missing(),
                tally.duplicates(),
                Percentiles.of(phase.latencies().delivered()),
                tally.problems(true));
    }

    private void awaitSettled(Phase phase, Runnable meanwhile) throws InterruptedException {
        Tally.Sums last = phase.tally().sums();
        long movedAt = System.nanoTime();
        while (phase.isHandingOut() || !isSettled(last)) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            generator.requireHealth();
            meanwhile.run();
            Tally.Sums sums = phase.tally().sums();
            movedAt = sums.equals(last) ? movedAt : System.nanoTime();
            last = sums;
            if (System.nanoTime() - movedAt > STALL.toNanos()) {
                phase.stop();
                return;
            }
        }
    }

    private static boolean isSettled(Tally.Sums sums) {
        return sums.answered() == sums.submitted()
                && sums.collected() == sums.answered()
                && sums.acknowledged() == sums.delivered();
    }

    @Override
    public void close() {
        writers.forEach(Sender::leave);
        readers.forEach(Recipient::leave);
        generator.close();
    }
}
