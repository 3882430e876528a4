package org.waystation.relay.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One source's way to workers that it shares with others: gives them few tasks at a time and the next when one is done, so that
 * a source with hundreds of them lets the others pass in between. Begins them in the order in which they come. Safe for any thread.
 */
final class Turns implements Executor {
    private final Executor workers;
    private final int most;

    @GuardedBy("this")
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int given;

    /**
     * @param workers take what they are given in its order
     * @param most tasks with the workers at a time
     */
    Turns(Executor workers, int most) {
        this.workers = workers;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (given >= most) {
                waiting.add(task);
                return;
            }
            given++;
        }
        give(task);
    }

    private void give(Runnable task) {
        workers.execute(() -> {
            try {
                task.run();
            } finally {
                giveNext();
            }
        });
    }

    private void giveNext() {
        Runnable task = next();
        if (task != null) {
            try {
                give(task);
            } catch (RejectedExecutionException stopping) {
                // The workers drop what waits when they stop, and this waits.
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            given--;
        }
        return task;
    }
}
