package org.waystation.ops.programs;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Every process that was started, to be ended with it. Safe for any thread. */
public final class ProcessCage {
    private static final long GRACE_SECONDS = 5;

    @GuardedBy("this")
    private final List<Process> processes = new ArrayList<>();

    @GuardedBy("this")
    private boolean closed;

    void add(Process process) {
        synchronized (this) {
            processes.removeIf(each -> !each.isAlive());
            processes.add(process);
            if (!closed) {
                return;
            }
        }
        // Started while everything was being ended from outside.
        process.destroyForcibly();
    }

    /** Lets them live on. */
    public synchronized void open() {
        processes.clear();
    }

    /** Asks every process to stop, and ends those that do not. */
    public void close() {
        List<Process> alive;
        synchronized (this) {
            closed = true;
            alive = processes.stream().filter(Process::isAlive).toList();
        }
        alive.forEach(Process::destroy);
        for (Process each : alive) {
            try {
                if (!each.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    each.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
