package org.waystation.ops.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.SubmissionId;

/**
 * A member who submits messages to its own relay and collects their outcomes, as many as it may at a time. Confined to its
 * line's event loop, but where a method says otherwise.
 */
public final class Sender implements Line.User {
    /**
     * The most submissions without an outcome, each of which weighs as four questions if it is for the relay itself. With a
     * {@link #COLLECT_AT_ONCE} under way (which a relay weighs as a quarter of its ids) that stays under the 512 questions
     * that a relay lets a client pipeline.
     */
    public static final int MOST_IN_FLIGHT = 64;

    /** Ids in one Collect. */
    static final int COLLECT_AT_ONCE = 512;

    /** Fewer are worth a frame only when there is nothing else to do. */
    private static final int COLLECT_LEAST = 8;

    private static final long COLLECT = 1L << 39;

    private final Line line;
    private final List<SubmissionId> ended = new ArrayList<>();
    private @Nullable Phase phase;
    private int window;
    private final AtomicInteger inFlight = new AtomicInteger();
    private int collecting;

    private Sender(Line line) {
        this.line = line;
        line.use(this);
    }

    /** Connects and becomes a member. Any thread. */
    public static CompletableFuture<Sender> join(Generator generator, Site site) {
        return Line.open(generator, site).thenApply(opened -> new Sender(opened.line()));
    }

    /**
     * From now on what happens counts for this phase. Submits its messages, always {@code inFlight} at a time, until it
     * hands out none; with 0 only what {@link #submit} is given. Any thread.
     */
    public void begin(Phase next, int inFlight) {
        line.execute(() -> {
            phase = next;
            window = inFlight;
            onPause();
        });
    }

    /** Whether there is room for one more; roughly, on other threads. */
    boolean hasRoom() {
        return inFlight.get() < MOST_IN_FLIGHT;
    }

    /** Submits a message that was taken from the phase. Any thread. */
    void submit(Phase current, int number) {
        line.execute(() -> {
            post(current, number);
            line.flush();
        });
    }

    /** Ends the connection. Any thread. */
    public CompletableFuture<Void> leave() {
        return line.close();
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        Phase current = phase;
        if (current == null) {
            return;
        }
        if (message instanceof FromRelay.OutcomeReady outcome) {
            current.onOutcome(outcome);
            ended.add(outcome.submission());
            inFlight.decrementAndGet();
        } else if (correlation == COLLECT) {
            current.tally().onCollected(collecting);
            collecting = 0;
        } else if (message instanceof FromRelay.Done) {
            current.onDone((int) correlation - 1);
        } else if (message instanceof FromRelay.Refused refused) {
            current.onRefused((int) correlation - 1, refused.fault().number());
            inFlight.decrementAndGet();
        }
    }

    @Override
    public void onPause() {
        Phase current = phase;
        if (current != null) {
            fill(current);
            collect();
            line.flush();
        }
    }

    private void fill(Phase current) {
        while (inFlight.get() < window) {
            int number = current.take();
            if (number == Phase.NONE) {
                return;
            }
            post(current, number);
        }
    }

    private void post(Phase current, int number) {
        inFlight.incrementAndGet();
        line.post(number + 1L, current.batch().submit(number));
    }

    private void collect() {
        boolean worth = ended.size() >= COLLECT_LEAST || inFlight.get() == 0;
        if (collecting > 0 || ended.isEmpty() || !worth) {
            return;
        }
        List<SubmissionId> some = ended.subList(0, Math.min(COLLECT_AT_ONCE, ended.size()));
        collecting = some.size();
        line.post(COLLECT, new ToRelay.Collect(some));
        some.clear();
    }
}
