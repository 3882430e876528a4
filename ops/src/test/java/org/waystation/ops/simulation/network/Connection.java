package org.waystation.ops.simulation.network;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.simulation.kernel.Armed;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.ops.simulation.kernel.Timeline;

/**
 * Two ends and the way between them.
 *
 * <pre>
 * OPEN ──one end closes──▶ the other hears of it, after everything that was sent
 *   ├───lost or damaged──▶ both hear of it
 *   └───silent───────────▶ neither hears of anything any more
 * </pre>
 */
public final class Connection {
    private static final Duration NOTICED_WITHIN = Duration.ofMillis(300);
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(2);
    private static final int LATENCY_MICROS = 40_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Timeline time;
    private final Chance chance;
    private final String from;
    private final String to;
    private final long latency;
    private final Side caller;
    private final Side host;
    private final Runnable onFrame;
    private boolean silent;
    private boolean stale;
    private long bytesPerSecond = Long.MAX_VALUE;
    private final Armed<Damage> damage = new Armed<>();

    /** What can happen to a piece of it. */
    public enum Damage {
        DROPPED,
        REPEATED,
        REORDERED
    }

    /** @param onFrame is told of each frame that arrives */
    Connection(Timeline time, Chance chance, String from, String to, Side caller, Side host, Runnable onFrame) {
        this.time = time;
        this.chance = chance;
        this.from = from;
        this.to = to;
        this.latency = chance.between(1_000, LATENCY_MICROS);
        this.caller = caller;
        this.host = host;
        this.onFrame = onFrame;
        caller.join(this, host);
        host.join(this, caller);
    }

    /** One side: the process, the thread, and what has been sent to it. */
    static final class Side implements End {
        private final Life life;
        private final Loop loop;
        private @Nullable Connection connection;
        private @Nullable Side other;
        private @Nullable Receiver receiver;
        /** Until when the way to this side is taken by what was sent before. */
        private long busyUntil;

        private boolean closed;

        Side(Life life, Loop loop) {
            this.life = life;
            this.loop = loop;
        }

        private void join(Connection way, Side otherSide) {
            connection = way;
            other = otherSide;
        }

        void attach(Receiver program) {
            receiver = program;
        }

        @Override
        public void send(byte[] frame) {
            if (!closed && connection != null && other != null) {
                connection.carry(frame, other);
            }
        }

        @Override
        public void close() {
            if (!closed && connection != null && other != null) {
                connection.hangUp(this, other);
            }
        }

        @Override
        public Loop loop() {
            return loop;
        }

        private void arrived(byte[] frame) {
            if (!closed && receiver != null) {
                receiver.onBytes(frame);
            }
        }

        private void ended() {
            if (!closed) {
                closed = true;
                if (receiver != null) {
                    receiver.onClosed();
                }
            }
        }
    }

    public boolean isOpen() {
        return !caller.closed && !host.closed && !silent && !stale;
    }

    boolean isAiling() {
        return damage.isArmed() || bytesPerSecond != Long.MAX_VALUE;
    }

    /** Between whom it is. */
    public String words() {
        return from + " and " + to;
    }

    boolean touches(String machine) {
        return from.equals(machine) || to.equals(machine);
    }

    private void carry(byte[] frame, Side target) {
        if (silent) {
            return;
        }
        if (stale) {
            lose();
            return;
        }
        target.busyUntil = Math.max(target.busyUntil, time.now()) + frame.length * MICROS_PER_SECOND / bytesPerSecond;
        long at = target.busyUntil + latency;
        Optional<Damage> suffered = damage.strike(any -> true);
        if (suffered.isPresent()) {
            suffer(suffered.get(), target, at);
            return;
        }
        time.at(at, target.life, () -> {
            if (!silent) {
                onFrame.run();
                target.arrived(frame);
            }
        });
    }

    /** TLS lets nothing through that is not what was sent: the one that gets the damaged piece ends the connection. */
    private void suffer(Damage kind, Side target, long at) {
        if (kind == Damage.DROPPED) {
            // Nothing gets past the hole; TCP tries again for a while, then both ends give up.
            silent = true;
            time.in(GIVEN_UP_AFTER, this::lose);
        } else {
            time.at(at, target.life, () -> {
                target.ended();
                lose();
            });
        }
    }

    private void hangUp(Side side, Side otherSide) {
        boolean told = !silent;
        time.at(time.now(), side.life, side::ended);
        if (told) {
            time.at(Math.max(otherSide.busyUntil, time.now()) + latency, otherSide.life, otherSide::ended);
        }
    }

    /** The way is gone and both ends notice, each in its own time. */
    void lose() {
        for (Side each : new Side[] {caller, host}) {
            time.at(time.now() + chance.between(1, Timeline.micros(NOTICED_WITHIN)), each.life, each::ended);
        }
    }

    /** Carries nothing any more, and nobody is told. */
    void silence() {
        silent = true;
    }

    /** Carries nothing any more; who sends on it is told that there is nobody. */
    void makeStale() {
        stale = true;
        silent = false;
    }

    void slowDown(long toBytesPerSecond) {
        bytesPerSecond = toBytesPerSecond;
    }

    void hold(Duration delay) {
        Side side = chance.happens(0.5) ? caller : host;
        side.busyUntil = Math.max(side.busyUntil, time.now() + Timeline.micros(delay));
    }

    /** The next piece is damaged, unless it is to be already. */
    void damageNext(Damage kind, Runnable onStruck) {
        damage.arm(kind, onStruck);
    }
}
