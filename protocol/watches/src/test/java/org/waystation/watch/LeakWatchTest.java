package org.waystation.watch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Buffers that are given back and buffers that are not. */
class LeakWatchTest {
    private final LeakWatch watch = new LeakWatch();
    private final ExtensionContext unused = null;

    @Test
    void bufferThatIsForgottenFailsTheTestsAndIsToldOnce() {
        // Given
        forgetABuffer();

        // When
        AssertionError failure = assertThrows(AssertionError.class, () -> watch.afterAll(unused));

        // Then
        assertTrue(String.valueOf(failure.getMessage()).contains("forgetABuffer"));
        assertDoesNotThrow(() -> watch.afterAll(unused));
    }

    @Test
    void bufferThatIsReleasedOrStillHeldIsNoLeak() throws Exception {
        // Given
        PooledByteBufAllocator.DEFAULT.buffer().release();
        ByteBuf held = PooledByteBufAllocator.DEFAULT.buffer();

        // When
        watch.afterAll(unused);

        // Then
        assertTrue(held.release());
    }

    private static void forgetABuffer() {
        PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
    }
}
