package org.waystation.client;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.client.messenger.Action;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.net.RelayLine;
import org.waystation.client.person.Account;
import org.waystation.client.person.Ending;
import org.waystation.client.person.Notice;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.directory.VaultOpening;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.tls.Transport;

/**
 * A whole client in a program: a vault, the messenger, and the connection to the relay, on one thread of their own.
 *
 * <pre>
 * client.ask(messenger -> messenger.send("bojan", text));
 * client.connect();
 * client.await(Messenger::isSettled, Duration.ofSeconds(5));
 * </pre>
 *
 * <p>All methods may be called by any thread but the client's own; they wait for the client's thread. What goes wrong on that
 * thread (a full disk, a fault of ours) is thrown by the next method that waits for it.
 */
public final class WaystationClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaystationClient.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Vault vault;
    private final Messenger messenger;
    private final RelayLine line;

    // Confined to the loop.
    private final List<Waiter> waiters = new ArrayList<>();
    private Consumer<Notice> listener = notice -> {};
    private @Nullable Ending ending = new Ending.Wanted();
    private @Nullable RuntimeException failure;

    private record Waiter(Predicate<Messenger> condition, boolean onlyConnected, CompletableFuture<Boolean> result) {}

    private WaystationClient(EventLoopGroup group, Vault vault, Clock clock, Entropy entropy) {
        this.group = group;
        this.loop = group.next();
        this.vault = vault;
        this.line = new RelayLine(loop, new LineEvents());
        this.messenger = new Messenger(vault, clock, entropy, this::perform);
        loop.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Opens a vault by {@code opener} on the client's thread and puts a client around it. */
    public static ClientOpening open(Callable<VaultOpening> opener, Clock clock, Entropy entropy) {
        EventLoopGroup group = Transport.eventLoops("waystation-client", 1);
        boolean opened = false;
        try {
            ClientOpening opening = onLoop(group.next(), () -> {
                VaultOpening vault = opener.call();
                return vault instanceof VaultOpening.Opened it
                        ? new ClientOpening.Opened(new WaystationClient(group, it.vault(), clock, entropy))
                        : new ClientOpening.Closed(vault);
            });
            opened = opening instanceof ClientOpening.Opened;
            return opening;
        } finally {
            if (!opened) {
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
    }

    /** Asks the messenger something, or has it do something; what follows from it is under way when this returns. */
    public <T> T ask(Function<Messenger, T> question) {
        return onLoop(loop, () -> {
            T answer = question.apply(messenger);
            checkWaiters();
            return answer;
        });
    }

    /** From now on notices go to {@code consumer}, on the client's thread; it must not wait for this client. */
    public void listen(Consumer<Notice> consumer) {
        onLoop(loop, () -> listener = consumer);
    }

    /**
     * Connects to the relay and logs in.
     *
     * @return why it did not come about; empty if it did
     */
    public Optional<Ending> connect(Duration atMost) {
        onLoop(loop, () -> {
            Account account = messenger.account().orElseThrow(() -> new IllegalStateException("not a member yet"));
            ending = null;
            line.dial(account.endpoints(), account.pins());
            return true;
        });
        boolean done = await(Messenger::isLoggedIn, atMost);
        return done ? Optional.empty() : Optional.of(endingOrSilence());
    }

    private Ending endingOrSilence() {
        return ending().orElse(new Ending.Unreachable("The relay does not answer in time."));
    }

    /** Why there is no connection now; empty while there is one, or one is being made. */
    public Optional<Ending> ending() {
        return onLoop(loop, () -> Optional.ofNullable(ending));
    }

    /** What has gone wrong on the client's thread, if anything; there is nothing left to do then but to close. */
    public Optional<RuntimeException> failure() {
        return onLoop(loop, () -> Optional.ofNullable(failure));
    }

    /** Waits until the condition holds, the connection has ended, or the time is over; true if the condition holds. */
    public boolean await(Predicate<Messenger> condition, Duration atMost) {
        return waitUntil(condition, true, atMost);
    }

    private boolean waitUntil(Predicate<Messenger> condition, boolean onlyConnected, Duration atMost) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        onLoop(loop, () -> {
            waiters.add(new Waiter(condition, onlyConnected, result));
            checkWaiters();
            loop.schedule(() -> result.complete(false), atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        });
        return join(result);
    }

    /** Waits until the condition holds or the time is over, whatever becomes of the connection. */
    public boolean waitFor(Predicate<Messenger> condition, Duration atMost) {
        return waitUntil(condition, false, atMost);
    }

    /** Waits until the connection has ended. */
    public Ending awaitEnding() {
        await(never -> false, Duration.ofDays(1_000));
        return endingOrSilence();
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (group.isShuttingDown()) {
            return;
        }
        onLoop(loop, () -> {
            line.end(new Ending.Wanted());
            vault.close();
            return true;
        });
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    private void perform(Action action) {
        if (action instanceof Action.Send send) {
            line.send(send.frame());
        } else if (action instanceof Action.Close close) {
            line.end(close.ending());
        } else if (action instanceof Action.Tell tell) {
            if (tell.notice() instanceof Notice.OwnMistake own) {
                LOG.error("an envelope was dropped because of a mistake of ours", own.mistake());
            }
            listener.accept(tell.notice());
        }
    }

    private void tick() {
        guarded(() -> {
            vault.requireThere();
            if (messenger.isConnected()) {
                messenger.onTick();
            }
        });
    }

    /** A failure on the client's thread ends the connection and is kept for whoever waits. */
    private void guarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            failure = e;
            line.end(new Ending.Broken(e));
        }
        checkWaiters();
    }

    private void checkWaiters() {
        for (Waiter each : List.copyOf(waiters)) {
            if (failure != null) {
                each.result().completeExceptionally(failure);
            } else if (each.condition().test(messenger)) {
                each.result().complete(true);
            } else if (each.onlyConnected() && ending != null) {
                each.result().complete(false);
            }
        }
        waiters.removeIf(each -> each.result().isDone());
    }

    private final class LineEvents implements RelayLine.Events {
        @Override
        public void onConnected(String endpoint, Bytes pin) {
            guarded(() -> messenger.onConnected(endpoint, pin));
        }

        @Override
        public void onFrame(Frame<FromRelay> frame) {
            guarded(() -> messenger.onFrame(frame));
        }

        @Override
        public void onEnded(Ending why) {
            ending = why;
            guarded(messenger::onDisconnected);
        }
    }

    private static <T> T onLoop(EventLoop loop, Callable<T> work) {
        if (loop.inEventLoop()) {
            throw new IllegalStateException("the client's own thread cannot wait for itself");
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return join(result);
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
