package org.waystation.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;

/** What a peer can have the other end hold with frames that do not come whole. */
class IntakeTest {
    private static final int LARGE = Intake.SMALL_BYTES + 1;

    private final List<String> heard = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private int most = 2 * LARGE;

    private final class Ear implements Intake, FrameChannel.Listener<ToRelay> {
        @Override
        public int mostBytes() {
            return most;
        }

        @Override
        public void onHalf() {
            heard.add("half");
        }

        @Override
        public void onWhole() {
            heard.add("whole");
        }

        @Override
        public void onFrame(Frame<ToRelay> frame) {
            heard.add("frame");
        }

        @Override
        public void onViolation(FaultCode code) {
            heard.add(code.name());
        }

        @Override
        public void onBug(Throwable bug) {
            throw new AssertionError(bug);
        }

        @Override
        public void onClosed() {}
    }

    @BeforeEach
    void connect() {
        Ear ear = new Ear();
        new FrameChannel<>(FrameCodec.toRelay(), FrameCodec.fromRelay(), ear).install(channel, ear);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void halfOfALargeFrameIsToldOnceAndItsRestToo() {
        // When
        receive(prefix(LARGE), 0);
        receive(Unpooled.EMPTY_BUFFER, 100);
        receive(Unpooled.EMPTY_BUFFER, 100);
        List<String> before = List.copyOf(heard);
        ping(LARGE - 200);

        // Then
        assertEquals(List.of("half"), before);
        assertEquals("whole", heard.get(1));
    }

    @Test
    void largeFrameThatComesAtOnceIsNotAHalf() {
        // When
        receive(prefix(LARGE), 0, ping(), LARGE - ping().readableBytes());

        // Then
        assertEquals(List.of(), heard.stream().filter("half"::equals).toList());
    }

    @Test
    void halfOfASmallFrameIsNotWorthAWord() {
        // When
        receive(prefix(Intake.SMALL_BYTES), Intake.SMALL_BYTES - 1);

        // Then
        assertEquals(List.of(), heard);
    }

    @Test
    void halfBehindAWholeFrameIsToldToo() {
        // When
        receive(prefix(4), 0, ping(), 0, prefix(LARGE), 10);

        // Then
        assertEquals(List.of("frame", "half"), heard);
    }

    @Test
    void frameOverWhatThePeerMaySayIsRefusedBeforeItHasCome() {
        // Given
        most = 1_024;

        // When
        receive(prefix(1_025), 0);

        // Then
        assertEquals(List.of("OVERSIZED"), heard);
        assertFalse(channel.isOpen());
    }

    @Test
    void whatThePeerMaySayIsAskedForEachFrame() {
        // Given
        most = 1_024;
        receive(prefix(4), 0, ping(), 0);

        // When
        most = LARGE;
        receive(prefix(LARGE), 0);

        // Then
        assertEquals(List.of("frame", "half"), heard);
    }

    private static ByteBuf prefix(int length) {
        return Unpooled.buffer().writeInt(length);
    }

    private static ByteBuf ping() {
        return Unpooled.wrappedBuffer(new byte[] {8, 7, 0x32, 0});
    }

    /** The rest of a frame whose fields nobody knows, which may refuse it. */
    private void ping(int rest) {
        receive(Unpooled.EMPTY_BUFFER, rest);
    }

    /** Bytes, and so many zeros behind them, in one segment. */
    private void receive(Object... parts) {
        ByteBuf segment = Unpooled.buffer();
        for (Object part : parts) {
            if (part instanceof ByteBuf bytes) {
                segment.writeBytes(bytes);
            } else {
                segment.writeZero((int) part);
            }
        }
        channel.writeInbound(segment);
    }
}
