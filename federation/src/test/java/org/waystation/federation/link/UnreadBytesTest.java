package org.waystation.federation.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many peers leave unread together has a bound, whatever each of them may leave. */
class UnreadBytesTest {
    private static final int MOST = 1_000;

    private final UnreadBytes unread = new UnreadBytes(MOST);
    private final List<Peer> peers =
            Stream.generate(() -> new Peer(unread)).limit(5).toList();

    @AfterEach
    void close() {
        peers.forEach(each -> each.channel.close());
        assertEquals(0, unread.total());
    }

    @Test
    void whatIsReadIsCountedNoMore() {
        // Given
        peers.get(0).say(300);
        peers.get(1).say(200);

        // When
        peers.get(0).read();

        // Then
        assertEquals(200, unread.total());
    }

    @Test
    void whatAConnectionLeavesIsCountedNoMoreOnceItIsGone() {
        // Given
        peers.get(0).say(300);

        // When
        peers.get(0).channel.close();

        // Then
        assertEquals(0, unread.total());
    }

    @Test
    void asMuchAsThereMayBeClosesNobody() {
        // When
        peers.forEach(each -> each.say(MOST / 5));

        // Then
        assertEquals(MOST, unread.total());
        assertTrue(peers.stream().allMatch(each -> each.channel.isOpen()));
    }

    @Test
    void thoseWhoLeaveTheMostMakeRoomForTheOthers() {
        // Given
        peers.get(0).say(100);
        peers.get(1).say(350);
        peers.get(2).say(50);
        peers.get(3).say(450);

        // When
        peers.get(4).say(60);

        // Then: a quarter is free
        assertFalse(peers.get(3).channel.isOpen());
        assertTrue(
                Stream.of(0, 1, 2, 4).allMatch(each -> peers.get(each).channel.isOpen()));
        assertEquals(560, unread.total());
        assertEquals(1, unread.closed());
    }

    @Test
    void manyWithLittleMakeRoomTooWhenNobodyHasMuch() {
        // Given
        List<Peer> crowd = Stream.generate(() -> new Peer(unread)).limit(100).toList();

        // When
        crowd.forEach(each -> each.say(11));

        // Then
        assertTrue(unread.total() <= MOST, () -> unread.total() + " bytes wait");
        assertTrue(unread.closed() > 0);
        crowd.forEach(each -> each.channel.close());
    }

    @Test
    void connectionThatIsGoneIsNotClosedForAnother() {
        // Given
        peers.get(0).say(900);
        peers.get(0).channel.close();

        // When
        peers.get(1).say(900);

        // Then
        assertTrue(peers.get(1).channel.isOpen());
        assertEquals(0, unread.closed());
    }

    /** A connection whose other end takes nothing until it is told to. */
    private static final class Peer {
        private final Deque<ChannelPromise> waiting = new ArrayDeque<>();
        private final EmbeddedChannel channel = new EmbeddedChannel();

        Peer(UnreadBytes unread) {
            unread.watch(channel);
            channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
                @Override
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                    ReferenceCountUtil.release(message);
                    waiting.add(promise);
                }
            });
            channel.closeFuture().addListener(gone -> {
                while (!waiting.isEmpty()) {
                    waiting.remove().setFailure(new ClosedChannelException());
                }
            });
        }

        void say(int bytes) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]), channel.voidPromise());
        }

        void read() {
            while (!waiting.isEmpty()) {
                waiting.remove().setSuccess();
            }
        }
    }
}
