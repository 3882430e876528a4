package org.waystation.ops.bench;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.load.Mailbox;
import org.waystation.ops.bench.load.Recipient;
import org.waystation.ops.bench.measure.FullCollection;
import org.waystation.ops.bench.measure.ProcessReading;
import org.waystation.ops.bench.report.IdleResult;
import org.waystation.ops.bench.wire.Crowd;
import org.waystation.protocol.crypto.Entropy;

/** Thousands of owners attach their mailboxes and say nothing more. One thread. */
final class IdleJob {
    private static final int WARMING = 1_000;
    private static final String HEAP_SERIES = "jvm_memory_used_bytes{area=\"heap\"}";
    private static final long QUIET_MILLIS = 3_000;

    private final Stage stage;
    private final BenchRelay relay;

    IdleJob(Stage stage) {
        this.stage = stage;
        this.relay = stage.relay("one.example");
    }

    IdleResult play() throws InterruptedException {
        int connections = stage.size().idle();
        stage.progress().say("warming up");
        List<Recipient> first = attach(Math.min(WARMING, connections));
        stage.generator()
                .await(Crowd.gather(first.size(), i -> first.get(i).leave().thenApply(left -> true)));
        Memory before = settled();
        stage.progress().say(connections + " connections, each with an attached mailbox");
        attach(connections);
        Memory after = settled();
        stage.generator().requireHealth();
        return new IdleResult(
                connections,
                boxed(before.resident()),
                boxed(after.resident()),
                perConnection(before.resident(), after.resident(), connections),
                perConnection(before.liveHeap(), after.liveHeap(), connections));
    }

    private List<Recipient> attach(int count) throws InterruptedException {
        return stage.generator()
                .await(Crowd.gather(
                        count,
                        i -> Recipient.connect(stage.generator(), relay.site(), Mailbox.random(Entropy.system()))
                                .thenCompose(Recipient::create)
                                .thenCompose(Recipient::attach)));
    }

    private record Memory(OptionalLong resident, OptionalLong liveHeap) {}

    /** What the process takes by itself first; what of its heap is alive is known only after a collection. */
    private Memory settled() throws InterruptedException {
        Thread.sleep(QUIET_MILLIS);
        OptionalLong resident = ProcessReading.of(relay.pid()).residentBytes();
        OptionalLong liveHeap =
                FullCollection.of(relay.pid()) ? OptionalLong.of(relay.metric(HEAP_SERIES)) : OptionalLong.empty();
        return new Memory(resident, liveHeap);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Double perConnection(OptionalLong before, OptionalLong after, int connections) {
        return before.isPresent() && after.isPresent()
                ? (double) (after.getAsLong() - before.getAsLong()) / connections
                : null;
    }
}
