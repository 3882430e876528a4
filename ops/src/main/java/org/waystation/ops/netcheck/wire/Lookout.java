package org.waystation.ops.netcheck.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.waystation.ops.config.HostPort;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.tls.Transport;

/**
 * Looks at endpoints of relays as a client that nobody knows: it logs in nowhere, and no relay takes it for a partner. Takes
 * at most four times its patience for one endpoint.
 *
 * <p>Safe for any thread that is no event loop; each look keeps its caller waiting.
 */
public final class Lookout implements AutoCloseable {
    /** For each step. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration patience;
    private final InstantSource clock;
    private final EventLoopGroup loops = Transport.eventLoops("netcheck", 1);

    /** A lookup that name servers leave unanswered cannot be broken off; the next must not wait for it. */
    private final ExecutorService resolving =
            Executors.newCachedThreadPool(new DefaultThreadFactory("netcheck-names", true));

    public Lookout(InstantSource clock) {
        this(clock, PATIENCE);
    }

    Lookout(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Looks at one endpoint, written host:port. */
    public Sight look(String endpoint) throws InterruptedException {
        Optional<Bytes> pin = Optional.empty();
        try (Visit visit = new Visit(loops, clock, patience)) {
            visit.connect(resolve(HostPort.parse(endpoint)));
            pin = Optional.of(visit.shakeHands());
            return Sight.greeted(endpoint, pin.get(), visit.greet());
        } catch (EndOfLook end) {
            return new Sight(endpoint, Optional.of(end.stop()), pin, Optional.empty());
        }
    }

    /** The first address, which is the one that links and clients use. */
    private InetSocketAddress resolve(HostPort endpoint) throws EndOfLook, InterruptedException {
        var lookup = resolving.submit(() -> InetAddress.getByName(endpoint.host()));
        try {
            return new InetSocketAddress(lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS), endpoint.port());
        } catch (TimeoutException silent) {
            throw new EndOfLook(Stop.Step.NAME, "no name server says what its address is");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownHostException) {
                throw new EndOfLook(Stop.Step.NAME, "the name has no address");
            }
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        resolving.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
