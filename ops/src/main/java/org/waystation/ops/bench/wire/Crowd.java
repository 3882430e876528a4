package org.waystation.ops.bench.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Many of a kind, made a few at a time, so that no relay meets thousands of handshakes at once. */
public final class Crowd<T> {
    private static final int AT_A_TIME = 32;

    private final IntFunction<CompletableFuture<T>> maker;
    private final AtomicReferenceArray<T> made;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger missing;
    private final CompletableFuture<List<T>> complete = new CompletableFuture<>();

    private Crowd(int count, IntFunction<CompletableFuture<T>> maker) {
        this.maker = maker;
        this.made = new AtomicReferenceArray<>(count);
        this.missing = new AtomicInteger(count);
    }

    /** Makes numbers 0 to {@code count} - 1; the first failure is the failure of all. */
    public static <T> CompletableFuture<List<T>> gather(int count, IntFunction<CompletableFuture<T>> maker) {
        Crowd<T> crowd = new Crowd<>(count, maker);
        for (int i = 0; i < AT_A_TIME; i++) {
            crowd.makeOneAfterAnother();
        }
        return crowd.complete;
    }

    /** Goes on by itself where one is made at once: thousands of those would not fit the stack. */
    private void makeOneAfterAnother() {
        for (int number = next.getAndIncrement(); isWanted(number); number = next.getAndIncrement()) {
            int current = number;
            CompletableFuture<T> one = maker.apply(number);
            if (!one.isDone()) {
                one.whenComplete((value, failure) -> {
                    onMade(current, value, failure);
                    makeOneAfterAnother();
                });
                return;
            }
            one.whenComplete((value, failure) -> onMade(current, value, failure));
        }
    }

    private boolean isWanted(int number) {
        return number < made.length() && !complete.isDone();
    }

    private void onMade(int number, T one, @Nullable Throwable failure) {
        if (failure != null) {
            complete.completeExceptionally(failure);
            return;
        }
        made.set(number, one);
        if (missing.decrementAndGet() == 0) {
            complete.complete(all());
        }
    }

    private List<T> all() {
        List<T> all = new ArrayList<>(made.length());
        for (int i = 0; i < made.length(); i++) {
            all.add(made.get(i));
        }
        return all;
    }
}
