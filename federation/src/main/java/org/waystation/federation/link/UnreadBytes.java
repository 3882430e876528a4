package org.waystation.federation.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what all peers together leave unread: bytes that wait in this process because sockets take no more. Windows bound what
 * one connection can leave, but many that read nothing would still take all memory that connections have, and with it everybody's
 * service.
 *
 * <p>When more waits than there may, the connections with the most of it are closed until a quarter is free. Who reads has little
 * waiting; who is slow and is closed loses nothing, since what was not acknowledged comes again.
 *
 * <p>Safe for any thread.
 */
public final class UnreadBytes {
    /** A quarter of the memory that the launcher gives to buffers. */
    public static final long USUAL_MOST = 64L << 20;

    private final long most;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicInteger closing = new AtomicInteger();
    private final Set<Gauge> gauges = ConcurrentHashMap.newKeySet();

    /** @param most bytes, over all connections */
    public UnreadBytes(long most) {
        this.most = most;
    }

    /** Counts what is written to a channel from now on, as it goes to the socket: to be called before it has a handler of TLS. */
    public void watch(Channel channel) {
        Gauge gauge = new Gauge();
        channel.pipeline().addFirst(gauge);
        gauges.add(gauge);
        channel.closeFuture().addListener(gone -> gauges.remove(gauge));
    }

    /** Bytes that wait now. */
    public long total() {
        return total.get();
    }

    /** Connections that were closed because too much waited. */
    public long closed() {
        return closed.get();
    }

    private void makeRoom() {
        // Those that were chosen before have to be gone before it can be said how much is too much still.
        if (!closing.compareAndSet(0, 1)) {
            return;
        }
        long over = total.get() - (most - most / 4);
        List<Gauge> worstFirst = gauges.stream()
                .map(Gauge::reading)
                .sorted(Comparator.comparingLong(Reading::bytes).reversed())
                .map(Reading::gauge)
                .toList();
        for (Gauge each : worstFirst) {
            if (over <= 0) {
                break;
            }
            over -= each.unread.get();
            close(each.context());
        }
        closing.decrementAndGet();
    }

    private void close(ChannelHandlerContext socketSide) {
        closing.incrementAndGet();
        closed.incrementAndGet();
        socketSide.channel().closeFuture().addListener(gone -> closing.decrementAndGet());
        // Past TLS, which would wait for its farewell to be taken, by somebody who takes nothing.
        socketSide.close();
    }

    /** What a gauge showed at one moment: sorting by what changes meanwhile would not end well. */
    private record Reading(Gauge gauge, long bytes) {}

    /** Stands between TLS and the socket of one channel. */
    private final class Gauge extends ChannelOutboundHandlerAdapter {
        private final AtomicLong unread = new AtomicLong();
        private @Nullable ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        ChannelHandlerContext context() {
            return Objects.requireNonNull(context);
        }

        Reading reading() {
            return new Reading(this, unread.get());
        }

        @Override
        public void write(ChannelHandlerContext ours, Object message, ChannelPromise promise) {
            long bytes = ((ByteBuf) message).readableBytes();
            ChannelPromise taken = promise.unvoid();
            taken.addListener(done -> count(-bytes));
            count(bytes);
            ours.write(message, taken);
            if (total.get() > most) {
                makeRoom();
            }
        }

        private void count(long bytes) {
            unread.addAndGet(bytes);
            total.addAndGet(bytes);
        }
    }
}
