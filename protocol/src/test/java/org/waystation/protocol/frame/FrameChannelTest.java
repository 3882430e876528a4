package org.waystation.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/** The relay's end of a client's connection, without a socket. */
class FrameChannelTest {
    private static final String PING = "00000004 08 07 32 00";
    private static final String PONG = "00000004 08 07 3a 00";
    private static final String UNKNOWN = "00000005 08 07 c23e 00";
    private static final String OVERSIZED = String.format("%08x", Limits.MAX_FRAME_BYTES + 1);

    private final Heard heard = new Heard();
    private final List<ByteBuf> given = new ArrayList<>();
    private EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        channel = new EmbeddedChannel();
        new FrameChannel<>(FrameCodec.toRelay(), FrameCodec.fromRelay(), heard).install(channel);
    }

    @AfterEach
    void everyBufferWasReleased() {
        channel.finishAndReleaseAll();
        given.forEach(each -> assertEquals(0, each.refCnt()));
    }

    @Test
    void severalFramesInOneSegmentComeOneByOneAndInOrder() {
        // When
        receive(PING, "00000004 08 08 32 00", "00000004 08 09 32 00");
        // Then
        assertEquals(List.of(7L, 8L, 9L), heard.correlations());
    }

    @Test
    void frameThatComesByteByByteIsOneFrame() {
        // When
        for (byte each : Hex.bytes(PING)) {
            receive(String.format("%02x", each));
        }
        // Then
        assertEquals(List.of(7L), heard.correlations());
    }

    @Test
    void halfAFrameIsNothingYet() {
        // When
        receive(PING.substring(0, 14));
        // Then
        assertEquals(List.of(), heard.correlations());
        assertTrue(channel.isOpen());
    }

    @Test
    void longestFrameIsTaken() {
        // Given: a ping of four bytes, then an unknown field with two bytes of tag and three of length
        int padding = Limits.MAX_FRAME_BYTES - 4 - 2 - 3;
        // When
        receive(
                String.format("%08x", Limits.MAX_FRAME_BYTES),
                "08 07 32 00",
                "c23e",
                Hex.varint(padding),
                "00".repeat(padding));
        // Then
        assertEquals(List.of(7L), heard.correlations());
    }

    @Test
    void oversizedLengthIsRefusedBeforeTheBytesHaveCome() {
        // When
        receive(OVERSIZED);
        // Then
        assertEquals(List.of(FaultCode.OVERSIZED), heard.violations);
        assertFalse(channel.isOpen());
    }

    @Test
    void negativeLengthIsAnOversizedOne() {
        // When
        receive("ffffffff 08 07 32 00");
        // Then
        assertEquals(List.of(FaultCode.OVERSIZED), heard.violations);
        assertEquals(List.of(), heard.correlations());
    }

    @Test
    void lengthOfNothingIsMalformed() {
        // When
        receive("00000000");
        // Then
        assertEquals(List.of(FaultCode.MALFORMED), heard.violations);
        assertFalse(channel.isOpen());
    }

    @Test
    void violationClosesAfterTheReply() {
        // Given
        heard.onViolation = code -> channel.write(new Frame<>(7, FromRelay.Refused.of(code)));
        // When
        receive(UNKNOWN);
        // Then
        assertEquals("00000006 08072a020802".replace(" ", ""), sent());
        assertFalse(channel.isOpen());
        assertEquals(1, heard.closed);
    }

    @Test
    void connectionIsDeafAfterAViolation() {
        // When
        receive(UNKNOWN, PING, UNKNOWN, PING);
        // Then
        assertEquals(List.of(FaultCode.UNKNOWN_FRAME), heard.violations);
        assertEquals(List.of(), heard.correlations());
    }

    @Test
    void whatFollowsAnOversizedFrameIsNeitherReadNorCounted() {
        // When
        receive(OVERSIZED, "00".repeat(Limits.MAX_FRAME_BYTES + 1), PING, OVERSIZED, "00".repeat(70_000), PING);
        // Then
        assertEquals(List.of(FaultCode.OVERSIZED), heard.violations);
        assertEquals(List.of(), heard.correlations());
    }

    @Test
    void framesBeforeAViolationAreHeard() {
        // When
        receive(PING, UNKNOWN);
        // Then
        assertEquals(List.of(7L), heard.correlations());
        assertEquals(List.of(FaultCode.UNKNOWN_FRAME), heard.violations);
    }

    @Test
    void ourOwnMistakeClosesAndNothingMoreIsHeard() {
        // Given
        RuntimeException mistake = new IllegalStateException("ours");
        heard.onFrame = frame -> {
            throw mistake;
        };
        // When
        receive(PING, PING);
        // Then
        assertEquals(List.of(mistake), heard.bugs);
        assertEquals(List.of(7L), heard.correlations());
        assertFalse(channel.isOpen());
    }

    @Test
    void frameOfOursOverTheLimitIsOurMistakeAndCloses() {
        // When
        ChannelFuture write = channel.writeAndFlush(
                new Frame<>(7, new FromRelay.CardReply(Bytes.wrap(new byte[Limits.MAX_FRAME_BYTES]))));
        // Then
        assertFalse(write.isSuccess());
        assertEquals(1, heard.bugs.size());
        assertSame(write.cause(), heard.bugs.get(0));
        assertFalse(channel.isOpen());
    }

    @Test
    void mistakeIsReportedOnceThoughNobodyWatchesThePromise() {
        // When
        channel.writeAndFlush(
                new Frame<>(7, new FromRelay.CardReply(Bytes.wrap(new byte[Limits.MAX_FRAME_BYTES]))),
                channel.voidPromise());
        // Then
        assertEquals(1, heard.bugs.size());
        assertFalse(channel.isOpen());
    }

    @Test
    void troubleOfTheNetworkOrOfTlsIsNoMistakeOfOurs() {
        // When
        channel.pipeline().fireExceptionCaught(new DecoderException(new SSLHandshakeException("not pinned")));
        // Then
        assertEquals(List.of(), heard.bugs);
        assertFalse(channel.isOpen());
    }

    @Test
    void brokenConnectionIsNoMistakeOfOurs() {
        // When
        channel.pipeline().fireExceptionCaught(new IOException("connection reset by peer"));
        // Then
        assertEquals(List.of(), heard.bugs);
        assertEquals(List.of(), heard.violations);
        assertEquals(1, heard.closed);
    }

    @Test
    void nothingIsReadFromAPeerThatDoesNotRead() {
        // Given
        Stuck stuck = connectToAPeerThatDoesNotRead();
        // When
        channel.writeAndFlush(new Frame<>(7, new FromRelay.Pong()));
        boolean whileStuck = channel.config().isAutoRead();
        release(stuck);
        // Then
        assertFalse(whileStuck);
        assertTrue(channel.config().isAutoRead());
        assertEquals(PONG.replace(" ", ""), sent());
    }

    @Test
    void peerThatReadsAgainAfterAViolationIsStillNotListenedTo() {
        // Given
        Stuck stuck = connectToAPeerThatDoesNotRead();
        channel.writeAndFlush(new Frame<>(7, new FromRelay.Pong()));
        receive(UNKNOWN);
        boolean openWhileStuck = channel.isOpen();
        // When
        release(stuck);
        // Then
        assertTrue(openWhileStuck);
        assertFalse(channel.config().isAutoRead());
        assertFalse(channel.isOpen());
    }

    @Test
    void endOfTheConnectionIsToldOnce() {
        // When
        channel.close();
        // Then
        assertEquals(1, heard.closed);
    }

    @Test
    void answerIsWrittenAsAFrame() {
        // When
        channel.writeAndFlush(new Frame<>(7, new FromRelay.Pong()));
        // Then
        assertEquals(PONG.replace(" ", ""), sent());
        assertNull(channel.readOutbound());
    }

    private Stuck connectToAPeerThatDoesNotRead() {
        Stuck stuck = new Stuck();
        channel = new EmbeddedChannel(stuck);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        new FrameChannel<>(FrameCodec.toRelay(), FrameCodec.fromRelay(), heard).install(channel);
        return stuck;
    }

    private void release(Stuck stuck) {
        stuck.open = true;
        channel.flush();
    }

    private void receive(String... hex) {
        ByteBuf segment = Unpooled.wrappedBuffer(Hex.bytes(hex));
        given.add(segment);
        channel.writeInbound(segment);
    }

    private String sent() {
        StringBuilder all = new StringBuilder();
        for (Object each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
            ByteBuf buffer = (ByteBuf) each;
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes).release();
            all.append(Hex.of(bytes));
        }
        return all.toString();
    }

    /** Keeps what is written until it is let go, as a full socket does. */
    private static final class Stuck extends ChannelOutboundHandlerAdapter {
        private boolean open;

        @Override
        public void flush(ChannelHandlerContext flushed) {
            if (open) {
                flushed.flush();
            }
        }
    }

    private static final class Heard implements FrameChannel.Listener<ToRelay> {
        private final List<Frame<ToRelay>> frames = new ArrayList<>();
        private final List<FaultCode> violations = new ArrayList<>();
        private final List<Throwable> bugs = new ArrayList<>();
        private int closed;
        private Consumer<Frame<ToRelay>> onFrame = frame -> {};
        private Consumer<FaultCode> onViolation = code -> {};

        List<Long> correlations() {
            return frames.stream().map(Frame::correlation).toList();
        }

        @Override
        public void onFrame(Frame<ToRelay> frame) {
            frames.add(frame);
            onFrame.accept(frame);
        }

        @Override
        public void onViolation(FaultCode code) {
            violations.add(code);
            onViolation.accept(code);
        }

        @Override
        public void onBug(Throwable bug) {
            bugs.add(bug);
        }

        @Override
        public void onClosed() {
            closed++;
        }
    }
}
