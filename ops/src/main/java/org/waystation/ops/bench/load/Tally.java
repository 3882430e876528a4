package org.waystation.ops.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has become of the messages of one phase. Each message's submission, answer and delivery are told by one thread each;
 * sums are for any thread, and exact once the load is over.
 */
public final class Tally {
    private static final byte OPEN = 0;
    private static final byte ANSWERED = 1;
    private static final byte ACCEPTED = 2;
    private static final byte REFUSED = 3;

    private final byte[] fates;
    private final byte[] deliveries;
    private final LongAdder submitted = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder collected = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final Map<Integer, LongAdder> refused = new ConcurrentSkipListMap<>();

    public Tally(int messages) {
        this.fates = new byte[messages];
        this.deliveries = new byte[messages];
    }

    /**
     * The sums at a moment.
     *
     * @param submitted sent to the own relay
     * @param done in the own relay's outbox, on disk
     * @param answered an outcome has come, good or bad
     * @param collected outcomes that the relay was told to forget
     * @param delivered reached a recipient for the first time
     * @param acknowledged deliveries that the relay has confirmed to be deleted
     */
    public record Sums(long submitted, long done, long answered, long collected, long delivered, long acknowledged) {}

    public Sums sums() {
        // Later stages first: no sum shall be ahead of what it comes from.
        long acknowledgedNow = acknowledged.sum();
        long deliveredNow = delivered.sum();
        long collectedNow = collected.sum();
        long answeredNow = answered.sum();
        long doneNow = done.sum();
        return new Sums(submitted.sum(), doneNow, answeredNow, collectedNow, deliveredNow, acknowledgedNow);
    }

    void onSubmitted() {
        submitted.increment();
    }

    void onDone() {
        done.increment();
    }

    /**
     * An outcome has come; what it says is told by {@link #onAccepted} or {@link #onRefused}, perhaps later.
     *
     * @return whether it is the first for this message
     */
    boolean onAnswered(int number) {
        if (fates[number] != OPEN) {
            return false;
        }
        fates[number] = ANSWERED;
        answered.increment();
        return true;
    }

    void onCollected(int outcomes) {
        collected.add(outcomes);
    }

    /** The recipient's relay says that the envelope is in the mailbox. */
    void onAccepted(int number) {
        fates[number] = ACCEPTED;
    }

    /** {@code fault}: the number on the wire. */
    void onRefused(int number, int fault) {
        fates[number] = REFUSED;
        refused.computeIfAbsent(fault, unused -> new LongAdder()).increment();
    }

    /** An envelope has reached its owner. Whether it had not before. */
    boolean onDelivered(int number) {
        boolean first = deliveries[number] == 0;
        if (first) {
            delivered.increment();
        } else {
            repeated.increment();
        }
        deliveries[number] = 1;
        return first;
    }

    void onAcknowledged(int deliveriesGone) {
        acknowledged.add(deliveriesGone);
    }

    /** Something was delivered or answered that this phase did not send. */
    void onForeign() {
        foreign.increment();
    }

    /** Messages that the recipient's relay has in the mailbox. */
    public long accepted() {
        return count(fates, ACCEPTED);
    }

    /** How many deliveries were repeats. */
    public long duplicates() {
        return repeated.sum();
    }

    /** How often each fault came, by its number. */
    public Map<Integer, Long> refusals() {
        Map<Integer, Long> counts = new ConcurrentSkipListMap<>();
        refused.forEach((fault, count) -> counts.put(fault, count.sum()));
        return counts;
    }

    /** Accepted messages that no recipient has got. */
    public long missing() {
        long missing = 0;
        for (int i = 0; i < fates.length; i++) {
            missing += fates[i] == ACCEPTED && deliveries[i] == 0 ? 1 : 0;
        }
        return missing;
    }

    /**
     * What should not be. Empty if every submission was answered and, where there were recipients, every accepted message
     * was delivered exactly once and nothing else was.
     */
    public List<String> problems(boolean withRecipients) {
        List<String> problems = new ArrayList<>();
        complain(problems, submitted.sum() - count(fates, ACCEPTED) - count(fates, REFUSED), "never got an outcome");
        complain(problems, foreign.sum(), "came that were never sent in this phase");
        complain(problems, repeated.sum(), "were delivered again");
        if (withRecipients) {
            complain(problems, missing(), "were accepted and not delivered");
            complain(problems, unexpected(), "were delivered and not accepted");
        }
        return problems;
    }

    private long unexpected() {
        long unexpected = 0;
        for (int i = 0; i < fates.length; i++) {
            unexpected += fates[i] != ACCEPTED && deliveries[i] != 0 ? 1 : 0;
        }
        return unexpected;
    }

    private static void complain(List<String> problems, long messages, String what) {
        if (messages != 0) {
            problems.add(messages + " messages " + what);
        }
    }

    private static long count(byte[] values, byte wanted) {
        long count = 0;
        for (byte each : values) {
            count += each == wanted ? 1 : 0;
        }
        return count;
    }
}
