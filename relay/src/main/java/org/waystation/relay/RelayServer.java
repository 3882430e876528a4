package org.waystation.relay;

import com.codahale.metrics.MetricRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.link.LinkEdge;
import org.waystation.federation.link.UnreadBytes;
import org.waystation.federation.store.StoreFailure;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;
import org.waystation.relay.files.FileTree;
import org.waystation.relay.home.HomeCopy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.mailbox.RestoreFence;
import org.waystation.relay.metrics.RelayMetrics;
import org.waystation.relay.net.RelayListener;
import org.waystation.relay.ping.PingReport;
import org.waystation.relay.turn.StoreThread;

/** A running relay: the deciding core, with a disk, a network and threads around it. Safe for any thread. */
public final class RelayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int CORES = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final CloseStack parts;
    private final Path checkpoint;
    private final HomeStore.Opened opened;
    private final StoreThread store;
    private final RosterWatch roster;
    private final DiskGuard disk;
    private final RelayCore core;
    private final RelayListener listener;
    private final OwnIdentity own;
    private final StatusDesk status;
    private volatile boolean stopping;

    private RelayServer(
            RelayHome home,
            RelaySettings settings,
            Clock clock,
            Entropy entropy,
            MetricRegistry registry,
            HomeStore stores,
            CloseStack parts)
            throws HomeTrouble, IOException {
        this.parts = parts;
        checkpoint = HomeCopy.of(home.directory()).checkpoint();
        parts.add(home.lock());
        home.inspect();
        home.keys().settle();
        ListenPlace place = ListenPlace.of(home, settings);
        home.keys().renewTls();
        own = new OwnIdentity(home, settings.name(), place.endpoints(), clock);
        RelayMetrics metrics = new RelayMetrics(registry);
        opened = openStore(stores, home, entropy);
        store = new StoreThread(opened.rows(), clock, metrics::onTurn);
        EventLoopGroup loops = Transport.eventLoops("net", CORES);
        parts.add(() -> loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly());
        ExecutorService workers = Executors.newFixedThreadPool(CORES, new DefaultThreadFactory("worker", true));
        parts.add(() -> stop(workers));
        ExecutorService resolving = Executors.newSingleThreadExecutor(new DefaultThreadFactory("resolver", true));
        parts.add(resolving::shutdownNow);
        roster = new RosterWatch(home.partners(), clock);
        disk = new DiskGuard(home.directory(), settings.limits().minFreeDiskBytes());
        Bytes instance = Bytes.wrap(entropy.bytes(LinkMessage.Hello.INSTANCE_BYTES));
        UnreadBytes unread = new UnreadBytes(UnreadBytes.USUAL_MOST);
        LinkEdge links = new LinkEdge(
                home.keys().tls(),
                () -> hello(instance, clock),
                loops,
                () -> core().links().newListener(),
                unread,
                resolving,
                clock);
        core = new RelayCore(
                new RelayCore.Surroundings(
                        store,
                        workers,
                        entropy,
                        clock,
                        home.secrets(),
                        home.keys().tls().pin(),
                        own::routingKey,
                        new LinkedCards(own, roster),
                        roster::current,
                        this::acceptsWrites,
                        links::dial,
                        metrics),
                settings.limits());
        listener = RelayListener.open(
                new RelayListener.Parts(
                        home.keys().tls(),
                        roster::current,
                        links,
                        core::newSession,
                        metrics::onViolation,
                        settings.limits().maxConnections(),
                        unread,
                        clock),
                place.address(),
                loops);
        parts.add(listener);
        parts.add(store);
        parts.add(core.links()::onStopping);
        parts.add(listener::stopAccepting);
        status = new StatusDesk(store, core, roster::current);
        metrics.gauge("relay_roster_partners", () -> roster.current().partners().size());
        HeldFigures.ofConnections(metrics, listener::connections, unread);
        HeldFigures.ofStore(metrics, store::waiting, opened.figures());
        store.start();
        ScheduledExecutorService ticker =
                Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("ticker", true));
        parts.add(ticker::shutdownNow);
        ticker.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a relay.
     *
     * @throws HomeTrouble if its directory is not as it must be, or in use
     * @throws IOException if it cannot listen where it should
     * @throws StoreFailure if its store cannot be opened
     */
    public static RelayServer start(
            RelayHome home, RelaySettings settings, Clock clock, Entropy entropy, MetricRegistry registry)
            throws HomeTrouble, IOException {
        return start(home, settings, clock, entropy, registry, HomeStore.ON_DISK);
    }

    /** As above, over what {@code stores} opens. */
    static RelayServer start(
            RelayHome home,
            RelaySettings settings,
            Clock clock,
            Entropy entropy,
            MetricRegistry registry,
            HomeStore stores)
            throws HomeTrouble, IOException {
        CloseStack parts = new CloseStack();
        try {
            RelayServer server = new RelayServer(home, settings, clock, entropy, registry, stores, parts);
            if (!TlsProfile.isHybrid()) {
                LOG.warn("BoringSSL is not available on this platform: links and connections are not protected "
                        + "against somebody who records now and has a quantum computer later");
            }
            return server;
        } catch (StoreFailure failure) {
            parts.close();
            throw failure.withAdvice();
        } catch (HomeTrouble | IOException | RuntimeException failure) {
            parts.close();
            throw failure;
        }
    }

    private HomeStore.Opened openStore(HomeStore stores, RelayHome home, Entropy entropy) throws HomeTrouble {
        Bytes epoch = home.restoreEpoch();
        HomeStore.Opened fresh = stores.open(home, entropy);
        int dropped = RestoreFence.raise(parts.add(fresh.rows()), epoch);
        if (dropped > 0) {
            LOG.info(
                    "the data may have been put back from a copy: {} one-time prekeys were dropped; clients make new "
                            + "ones when they next connect",
                    dropped);
        }
        return fresh;
    }

    /** What a worker is at is answered through the event loops, so those stop later. */
    private static void stop(ExecutorService workers) throws InterruptedException {
        workers.shutdownNow();
        workers.awaitTermination(2, TimeUnit.SECONDS);
    }

    private RelayCore core() {
        return core;
    }

    private LinkMessage.Hello hello(Bytes instance, Clock clock) {
        return new LinkMessage.Hello(
                Limits.MIN_VERSION,
                Limits.MAX_VERSION,
                own.card().card().relay(),
                instance,
                LinkDesk.WINDOW,
                clock.instant().getEpochSecond(),
                own.card().card().sequence());
    }

    private boolean acceptsWrites() {
        return !stopping && !disk.isLow();
    }

    private void tick() {
        try {
            own.refresh();
            roster.refresh();
            disk.refresh();
            core.onTick();
        } catch (RuntimeException | Error bug) {
            LOG.error("a tick failed because of a mistake of ours", bug);
        }
    }

    /** Where the relay listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** The relay's card, as others get it. */
    public SignedCard card() {
        return own.card();
    }

    public RelayStatus status() {
        List<String> problems = problems();
        return new RelayStatus(
                problems.isEmpty(), problems, listener.connections(), store.waiting(), status.partners());
    }

    /** What keeps the relay from working, in words; empty if nothing does. Cheap, and never waits. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (stopping) {
            problems.add("the relay is stopping");
        }
        problems.addAll(store.problems());
        if (disk.isLow()) {
            problems.add("the disk is nearly full");
        }
        return problems;
    }

    /** Sends an encrypted canary to the partner of this name or fingerprint; waits up to 40 s for what comes of it. */
    public PingReport ping(String partner) {
        return core.pings().await(partner);
    }

    /**
     * Copies the store into {@link HomeCopy#checkpoint}, in place of what is there, while the relay works on. For
     * {@link RelayCopy}.
     *
     * @throws StoreFailure if the copy cannot be written, or the relay has stopped
     */
    public void checkpoint() throws IOException {
        synchronized (opened) {
            FileTree.delete(checkpoint);
            opened.copier().accept(checkpoint);
        }
    }

    /** Takes nothing new, finishes and syncs what was taken, tells the partners, and stops. Safe to call twice. */
    @Override
    public void close() {
        stopping = true;
        parts.close();
    }
}
