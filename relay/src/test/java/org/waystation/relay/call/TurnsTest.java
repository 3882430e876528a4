package org.waystation.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class TurnsTest {
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean stopping;

    @Test
    void whoHasManyTasksLetsOthersPassInBetween() {
        // Given
        Turns busy = new Turns(this::give, 1);
        Turns modest = new Turns(this::give, 1);
        busy.execute(() -> done.add("busy 1"));
        busy.execute(() -> done.add("busy 2"));
        busy.execute(() -> done.add("busy 3"));
        modest.execute(() -> done.add("modest"));
        // When
        work();
        // Then
        assertEquals(List.of("busy 1", "modest", "busy 2", "busy 3"), done);
    }

    @Test
    void noMoreThanTheMostAreWithTheWorkersAndATaskThatFailsMakesRoomToo() {
        // Given
        Turns turns = new Turns(this::give, 2);
        turns.execute(() -> {
            throw new IllegalStateException("a mistake of ours");
        });
        turns.execute(() -> done.add("second"));
        turns.execute(() -> done.add("third"));
        int before = given.size();
        // When
        work();
        // Then
        assertEquals(2, before);
        assertEquals(List.of("second", "third"), done);
    }

    @Test
    void whatWaitsWhenTheWorkersStopIsDroppedWithoutAWord() {
        // Given
        Turns turns = new Turns(this::give, 1);
        turns.execute(() -> done.add("first"));
        turns.execute(() -> done.add("second"));
        stopping = true;
        // When
        work();
        // Then
        assertEquals(List.of("first"), done);
    }

    private void give(Runnable task) {
        if (stopping) {
            throw new RejectedExecutionException();
        }
        given.add(task);
    }

    private void work() {
        while (!given.isEmpty()) {
            Runnable task = given.remove();
            try {
                task.run();
            } catch (IllegalStateException mistake) {
                assertEquals("a mistake of ours", mistake.getMessage());
            }
        }
    }
}
