package org.waystation.ops.bench.load;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.sealed.Answer;

/**
 * One phase of the load: a batch, handed out message by message, and what has become of it. Of the sealed replies a sample is
 * opened as they come, the rest by {@link #openReplies} when nothing is measured any more. Safe for any thread.
 */
public final class Phase {
    /** Of this many sealed replies one is opened at once. */
    public static final int SAMPLE = 16;

    /** Nothing is left to send. */
    static final int NONE = -1;

    private final Batch batch;
    private final LongSupplier nanoClock;
    private final Tally tally;
    private final Latencies latencies = new Latencies();
    private final AtomicInteger next = new AtomicInteger();
    private final long[] dueAt;
    private final @Nullable Bytes[] replies;
    private final LongAdder ticketed = new LongAdder();
    private volatile boolean stopped;

    public Phase(Batch batch, LongSupplier nanoClock) {
        this.batch = batch;
        this.nanoClock = nanoClock;
        this.tally = new Tally(batch.size());
        this.dueAt = new long[batch.size()];
        this.replies = new Bytes[batch.size()];
    }

    public Tally tally() {
        return tally;
    }

    public Latencies latencies() {
        return latencies;
    }

    /** Submitted messages that were sealed with a ticket. */
    public long ticketed() {
        return ticketed.sum();
    }

    /** Whether there is something left to send. */
    public boolean isHandingOut() {
        return !stopped && next.get() < batch.size();
    }

    /** Hands out nothing more. */
    public void stop() {
        stopped = true;
    }

    /** The next message, due now, or {@link #NONE}. */
    int take() {
        return take(nanoClock.getAsLong());
    }

    /** The next message, which was due at that time of the clock, or {@link #NONE}. */
    int take(long due) {
        if (stopped) {
            return NONE;
        }
        int number = next.getAndIncrement();
        if (number >= batch.size()) {
            return NONE;
        }
        dueAt[number] = due;
        tally.onSubmitted();
        if (batch.hasTicket(number)) {
            ticketed.increment();
        }
        return number;
    }

    Batch batch() {
        return batch;
    }

    /** Nanoseconds since the message was due. */
    private long age(int number) {
        return nanoClock.getAsLong() - dueAt[number];
    }

    void onDone(int number) {
        tally.onDone();
        latencies.onDone(age(number));
    }

    /** The own relay has refused the submission. */
    void onRefused(int number, int fault) {
        if (tally.onAnswered(number)) {
            tally.onRefused(number, fault);
            // There is no outcome to forget.
            tally.onCollected(1);
        }
    }

    void onOutcome(FromRelay.OutcomeReady outcome) {
        int number = batch.numberOf(outcome.submission());
        if (number == Tags.FOREIGN || !tally.onAnswered(number)) {
            tally.onForeign();
            return;
        }
        latencies.onAnswered(age(number));
        outcome.failure().ifPresent(fault -> tally.onRefused(number, fault.number()));
        outcome.reply().ifPresent(reply -> keep(number, reply));
    }

    private void keep(int number, Bytes reply) {
        replies[number] = reply;
        if (number % SAMPLE == 0) {
            open(number, reply);
        }
    }

    void onDelivered(EnvelopeId envelope) {
        int number = batch.numberOf(envelope);
        if (number == Tags.FOREIGN) {
            tally.onForeign();
        } else if (tally.onDelivered(number)) {
            latencies.onDelivered(age(number));
        }
    }

    /** Opens the replies that are still sealed, on all cores; to be called when all have come. */
    public void openReplies() {
        IntStream.range(0, replies.length)
                .parallel()
                .filter(number -> number % SAMPLE != 0)
                .forEach(number -> {
                    Bytes reply = replies[number];
                    if (reply != null) {
                        open(number, reply);
                    }
                });
    }

    private void open(int number, Bytes reply) {
        OptionalInt fault;
        try {
            Answer answer = batch.replyKey(number).open(reply);
            fault = answer.match(new FaultOf());
            if (answer instanceof Answer.Appended appended) {
                appended.ticket().ifPresent(ticket -> batch.purse().earn(number, ticket));
            }
        } catch (ProtocolViolation forged) {
            fault = OptionalInt.of(forged.code().number());
        }
        if (fault.isPresent()) {
            tally.onRefused(number, fault.getAsInt());
        } else {
            tally.onAccepted(number);
        }
    }

    /** Why an answer to an Append is no success. */
    private static final class FaultOf implements Answer.Cases<OptionalInt> {
        @Override
        public OptionalInt appended(Answer.Appended answer) {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt prekeys(Answer.Prekeys answer) {
            return OptionalInt.of(FaultCode.OUT_OF_PLACE.number());
        }

        @Override
        public OptionalInt refused(Answer.Refused answer) {
            return OptionalInt.of(answer.fault().number());
        }
    }
}
