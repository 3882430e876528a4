package org.waystation.ops.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Independent commands at the same time, to spare whoever waits. */
public final class Together {
    private Together() {}

    public static <T> List<T> both(Callable<T> first, Callable<T> second) {
        return all(List.of(first, second));
    }

    /** Runs all, waits for all, and gives their results in the same order. */
    public static <T> List<T> all(List<Callable<T>> commands) {
        ExecutorService threads = Executors.newFixedThreadPool(commands.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(commands)) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailure("interrupted");
        } finally {
            threads.shutdownNow();
        }
    }
}
