package org.waystation.ops.demo;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two independent commands at the same time, to spare the watcher's. */
final class Together {
    private Together() {}

    /** Runs both, waits for both, and gives both results. */
    static <T> List<T> both(Callable<T> first, Callable<T> second) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<T> one = threads.submit(first);
            Future<T> two = threads.submit(second);
            return List.of(one.get(), two.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        } finally {
            threads.shutdownNow();
        }
    }
}
