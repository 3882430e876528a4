package org.waystation.ops.faults.people;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;

/**
 * A member's way to a relay, made anew whenever it breaks, for as long as it takes. Confined to the only event loop of its
 * generator.
 */
final class Wire implements Line.User {
    private static final long AGAIN_MILLIS = 200;
    private static final long LATER_MILLIS = 500;
    /** Longer than a relay waits for a word. */
    private static final long SILENCE_SECONDS = 240;

    private final Generator generator;
    private final Site site;
    private final User user;
    private final SigningKey member = SigningKey.generate(Entropy.system());
    private final EventLoop loop;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private Line.@Nullable Opened current;
    private boolean closed;

    /** Whoever uses a wire; called on the event loop. */
    interface User {
        /** There is a connection again: what was under way on another may or may not have arrived. */
        void onConnected(Line.Opened opened);

        void onFrame(long correlation, FromRelay message);

        /** Nothing more has come for now. */
        void onPause();

        void onLost();
    }

    /** @param generator of a single thread */
    Wire(Generator generator, Site site, User user) {
        this.generator = generator;
        this.site = site;
        this.user = user;
        this.loop = generator.loops().next();
    }

    /** Connects. Any thread. */
    CompletableFuture<Void> open() {
        loop.execute(this::connect);
        return first;
    }

    private void connect() {
        if (closed) {
            return;
        }
        Line.open(generator, site, member).whenComplete((opened, failure) -> {
            if (failure == null) {
                onOpened(opened);
            } else {
                loop.schedule(this::connect, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void onOpened(Line.Opened opened) {
        current = opened;
        opened.line().use(this);
        user.onConnected(opened);
        first.complete(null);
    }

    void execute(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }

    /** Runs on the event loop, after a moment. */
    void later(Runnable action) {
        loop.schedule(action, LATER_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isUp() {
        return current != null;
    }

    /** Sends, if there is a connection. */
    void post(long correlation, ToRelay message) {
        if (current != null) {
            current.line().post(correlation, message);
        }
    }

    void flush() {
        if (current != null) {
            current.line().flush();
        }
    }

    /** Any thread. */
    void close() {
        execute(() -> {
            closed = true;
            if (current != null) {
                current.line().close();
            }
        });
    }

    /** Breaks the connection off, if there is one, and makes another. On the event loop. */
    void cut() {
        if (current != null) {
            current.line().cut();
        }
    }

    /** Forgets the connection, which stays open and silent, and makes another. On the event loop. */
    void fallSilent() {
        if (current != null) {
            current.line().fallSilent(SILENCE_SECONDS);
            onLost();
        }
    }

    /** Closes the connection and makes another after a while. On the event loop. */
    void goAway(long millis) {
        if (current != null) {
            current.line().close();
            current = null;
            user.onLost();
            loop.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        user.onFrame(correlation, message);
    }

    @Override
    public void onPause() {
        user.onPause();
    }

    @Override
    public void onLost() {
        current = null;
        user.onLost();
        connect();
    }
}
