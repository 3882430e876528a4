package org.waystation.ops.simulation.people;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.waystation.client.messenger.Action;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Account;
import org.waystation.client.person.Notice;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Caller;
import org.waystation.ops.simulation.network.End;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.network.Receiver;
import org.waystation.ops.simulation.network.Visitor;
import org.waystation.ops.simulation.relays.Wire;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;

/** One run of the client program: the real messenger on one thread, with one connection at a time. */
public final class Device {
    private static final FrameCodec<ToRelay> OUTBOUND = FrameCodec.toRelay();
    private static final FrameCodec<FromRelay> INBOUND = FrameCodec.fromRelay();
    private static final Duration BUSY_TICK = Duration.ofSeconds(1);
    private static final Duration IDLE_TICK = Duration.ofSeconds(20);

    private final String person;
    private final Timeline time;
    private final Network network;
    private final Life life;
    private final Loop loop;
    private final Messenger messenger;
    private final Events events;
    private @Nullable Line line;
    private boolean dialling;
    private long framesSent;

    /** What the person behind it hears of. */
    public interface Events {
        void onNotice(Notice notice);

        void onSent(ToRelay message);

        void onReceived(FromRelay message);

        /** The process has died of itself. */
        void onDeath();
    }

    public Device(
            String person, Timeline time, Network network, Chance chance, Vault vault, Clock clock, Events events) {
        this.person = person;
        this.time = time;
        this.network = network;
        this.life = new Life(events::onDeath);
        this.loop = new Loop(time, life, chance.fork("loop"));
        this.events = events;
        this.messenger = new Messenger(vault, clock, chance.fork("messenger"), this::perform);
    }

    public Life life() {
        return life;
    }

    /** The person does something with the program; a disk that refuses is told to them, and they try again later. */
    public void ask(Consumer<Messenger> question) {
        guarded(() -> question.accept(messenger));
    }

    public boolean isConnected() {
        return line != null;
    }

    public boolean isLoggedIn() {
        return messenger.isLoggedIn();
    }

    /** Dials the relay, unless it is being dialled or there. */
    public void connect() {
        if (dialling || line != null) {
            return;
        }
        Optional<Account> account = messenger.account();
        if (account.isPresent()) {
            dialling = true;
            network.dial(new Dial(account.get()), account.get().endpoints().get(0));
        }
    }

    public void disconnect() {
        Line gone = line;
        if (gone != null) {
            line = null;
            gone.end.close();
            messenger.onDisconnected();
        }
    }

    private void perform(Action action) {
        if (action instanceof Action.Send send) {
            framesSent++;
            if (line != null) {
                line.end.send(Wire.encode(OUTBOUND, send.frame()));
                events.onSent(send.frame().message());
            }
        } else if (action instanceof Action.Close) {
            disconnect();
        } else if (action instanceof Action.Tell tell) {
            events.onNotice(tell.notice());
        }
    }

    private void guarded(Runnable event) {
        try {
            event.run();
        } catch (VaultFailure full) {
            disconnect();
        }
    }

    /** A client with nothing to do is asked less often, up to what its own timeouts bear. */
    private void tickLater(Line ticking, Duration tick) {
        long before = framesSent;
        time.in(tick, life, () -> {
            if (line == ticking) {
                guarded(messenger::onTick);
                Duration slower = tick.multipliedBy(2).compareTo(IDLE_TICK) < 0 ? tick.multipliedBy(2) : IDLE_TICK;
                tickLater(ticking, framesSent == before ? slower : BUSY_TICK);
            }
        });
    }

    private final class Dial implements Caller {
        private final Account account;

        Dial(Account account) {
            this.account = account;
        }

        @Override
        public Visitor visitor() {
            var pins = account.pins();
            return new Visitor(person, Optional.empty(), pin -> pins.isEmpty() || pins.contains(pin));
        }

        @Override
        public Life life() {
            return life;
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Receiver onConnected(End end, Bytes pin) {
            dialling = false;
            Line opened = new Line(end);
            line = opened;
            guarded(() -> messenger.onConnected(account.endpoints().get(0), pin));
            tickLater(opened, BUSY_TICK);
            return opened;
        }

        @Override
        public void onFailed(String why) {
            dialling = false;
        }
    }

    /** A connection that is up. */
    private final class Line implements Receiver {
        private final End end;

        Line(End end) {
            this.end = end;
        }

        @Override
        public void onBytes(byte[] bytes) {
            if (line != this) {
                return;
            }
            try {
                var frame = Wire.decode(INBOUND, bytes);
                events.onReceived(frame.message());
                guarded(() -> messenger.onFrame(frame));
            } catch (ProtocolViolation nonsense) {
                disconnect();
            }
        }

        @Override
        public void onClosed() {
            if (line == this) {
                line = null;
                messenger.onDisconnected();
            }
        }
    }
}
