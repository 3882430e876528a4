package org.waystation.ops.bench.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class CrowdTest {
    @Test
    void manyThatAreMadeAtOnceFitTheStack() {
        // When
        List<Integer> all =
                Crowd.gather(200_000, CompletableFuture::completedFuture).join();
        // Then
        assertEquals(200_000, all.size());
        assertEquals(199_999, all.get(199_999));
    }

    @Test
    void onlySoManyAreMadeAtATime() {
        // Given
        Deque<CompletableFuture<String>> started = new ArrayDeque<>();
        // When
        CompletableFuture<List<String>> all = Crowd.gather(100, number -> {
            started.add(new CompletableFuture<>());
            return started.getLast();
        });
        // Then
        assertEquals(32, started.size());
        while (!started.isEmpty()) {
            started.poll().complete("one");
        }
        assertEquals(100, all.join().size());
    }

    @Test
    void theFirstFailureIsTheFailureOfAllAndNoMoreAreMade() {
        // Given
        Deque<CompletableFuture<String>> started = new ArrayDeque<>();
        CompletableFuture<List<String>> all = Crowd.gather(100, number -> {
            started.add(new CompletableFuture<>());
            return started.getLast();
        });
        // When
        started.getFirst().completeExceptionally(new LoadFailure("nobody answers"));
        // Then
        assertTrue(assertThrows(CompletionException.class, all::join).getCause() instanceof LoadFailure);
        assertEquals(32, started.size());
    }
}
