package org.waystation.relay.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.tls.Transport;

/** Event loops that wait, and other threads that do. */
class LoopWatchTest {
    private final LoopWatch watch = new LoopWatch();

    @Test
    void eventLoopThatWaitsForALatchIsNoticedAndFailsTheTests() throws Exception {
        // Given
        CountDownLatch never = new CountDownLatch(1);

        // When
        on("net", () -> never.await(1, TimeUnit.MILLISECONDS));

        // Then
        AssertionError failure = assertThrows(AssertionError.class, () -> watch.afterAll(null));
        assertTrue(String.valueOf(failure.getMessage()).contains("eventLoopThatWaits"));
    }

    @Test
    void eventLoopThatReadsAFileIsNoticed(@TempDir Path directory) throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("file"), "bytes");

        // When
        on("net", () -> {
            try (var stream = new FileInputStream(file.toFile())) {
                return stream.read();
            }
        });

        // Then
        assertEquals(1, LoopWatch.take().size());
    }

    @Test
    void threadsThatMayWaitAreLeftAlone() throws Exception {
        // When
        on("worker", () -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS));

        // Then
        assertEquals(List.of(), LoopWatch.take());
    }

    private static <T> void on(String role, Callable<T> work) throws Exception {
        EventLoopGroup loops = Transport.eventLoops(role, 1);
        try {
            loops.submit(work).get();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }
}
