package org.waystation.ops.simulation.relays;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.waystation.federation.store.Store;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.relay.turn.InboxRoom;
import org.waystation.relay.turn.StoreCycle;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;
import org.waystation.relay.turn.StoreThread;

/** The store's thread in simulated time: the bounds of {@link StoreThread}, the turns of {@link StoreCycle}. */
final class StoreLoop implements StoreQueue {
    private final Timeline time;
    private final Life life;
    private final StoreCycle cycle;
    private final InstantSource clock;
    private final Supplier<Duration> turnTime;
    private final Deque<Waiting> inbox = new ArrayDeque<>();
    private final InboxRoom room = new InboxRoom();
    private boolean turning;
    private long taken;

    private record Waiting(StoreTask task, boolean fromOutside) {}

    /** @param turnTime how long the next turn takes */
    StoreLoop(Timeline time, Life life, Store store, InstantSource clock, Supplier<Duration> turnTime) {
        this.time = time;
        this.life = life;
        this.cycle = new StoreCycle(store);
        this.clock = clock;
        this.turnTime = turnTime;
    }

    @Override
    public boolean submit(StoreTask task) {
        if (!room.tryAcquire(task)) {
            task.onFailure(FaultCode.BUSY);
            return false;
        }
        add(new Waiting(task, true));
        return true;
    }

    @Override
    public void submitOwn(StoreTask task) {
        add(new Waiting(task, false));
    }

    @Override
    public void whenInDoubt(Runnable listener) {
        cycle.whenInDoubt(listener);
    }

    private void add(Waiting waiting) {
        taken++;
        inbox.add(waiting);
        if (!turning) {
            turning = true;
            time.in(turnTime.get(), life, this::turn);
        }
    }

    private void turn() {
        List<StoreTask> tasks = new ArrayList<>();
        while (tasks.size() < StoreThread.BATCH && !inbox.isEmpty()) {
            Waiting next = inbox.remove();
            if (next.fromOutside) {
                room.release(next.task);
            }
            tasks.add(next.task);
        }
        cycle.run(tasks, clock.instant());
        turning = !inbox.isEmpty();
        if (turning) {
            time.in(turnTime.get(), life, this::turn);
        }
    }

    /** Tasks that have ever been handed in. */
    long taken() {
        return taken;
    }

    int waiting() {
        return inbox.size();
    }
}
