package org.waystation.ops.bench.wire;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.tls.Transport;

/** The event loops of all clients, and the first thing that went wrong on any of them. Safe for any thread. */
public final class Generator implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;
    private static final long FAREWELL_SECONDS = 5;

    private final EventLoopGroup loops;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    public Generator(int threads) {
        this.loops = Transport.eventLoops("bench", threads);
    }

    public EventLoopGroup loops() {
        return loops;
    }

    /** Something broke that makes the figures worthless. */
    public void onTrouble(String what) {
        trouble.compareAndSet(null, what);
    }

    /** @throws LoadFailure if something broke since the beginning */
    public void requireHealth() {
        String what = trouble.get();
        if (what != null) {
            throw new LoadFailure(what);
        }
    }

    /**
     * The result, waited for on a thread that is no event loop.
     *
     * @throws LoadFailure if it failed, something broke meanwhile, or nothing came for too long
     */
    public <T> T await(CompletableFuture<T> future) throws InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            try {
                return future.get(1, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof LoadFailure known ? known : new IllegalStateException(e.getCause());
            } catch (TimeoutException notYet) {
                requireHealth();
            }
        }
        throw new LoadFailure("a relay did not answer for " + PATIENCE_SECONDS + " s");
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, FAREWELL_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
