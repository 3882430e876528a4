package org.waystation.ops.simulation.relays;

import java.time.Duration;
import java.util.function.Function;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.End;
import org.waystation.ops.simulation.network.Receiver;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.relay.session.ClientPort;
import org.waystation.relay.session.ClientSession;

/** A client's connection at the relay: what the real edge does with a channel, done with a simulated one. */
final class ClientPlug implements ClientPort, Receiver {
    private static final FrameCodec<ToRelay> INBOUND = FrameCodec.toRelay();
    private static final FrameCodec<FromRelay> OUTBOUND = FrameCodec.fromRelay();
    private static final Duration SILENT_TOO_LONG = Duration.ofMinutes(3);

    private final RelayNode relay;
    private final String person;
    private final End end;
    private final Timeline time;
    private final Life life;
    private final ClientSession session;
    private final Witness witness;
    private long lastHeard;
    private boolean deaf;

    ClientPlug(
            RelayNode relay,
            String person,
            End end,
            Timeline time,
            Life life,
            Function<ClientPort, ClientSession> sessions,
            Witness witness) {
        this.relay = relay;
        this.person = person;
        this.end = end;
        this.time = time;
        this.life = life;
        this.witness = witness;
        this.lastHeard = time.now();
        this.session = sessions.apply(this);
        time.in(SILENT_TOO_LONG, life, this::closeIfSilent);
    }

    @Override
    public void send(Frame<FromRelay> frame) {
        byte[] bytes = Wire.encode(OUTBOUND, frame);
        witness.onSentToClient(relay, person, bytes);
        end.send(bytes);
    }

    @Override
    public void proved() {}

    @Override
    public void known() {}

    @Override
    public void execute(Runnable action) {
        end.loop().execute(action);
    }

    @Override
    public void close() {
        deaf = true;
        end.close();
    }

    @Override
    public void onBytes(byte[] bytes) {
        lastHeard = time.now();
        if (deaf) {
            return;
        }
        try {
            Frame<ToRelay> frame = Wire.decode(INBOUND, bytes);
            witness.onClientFrame(relay, person, bytes, frame.message());
            session.onFrame(frame, relay.clock().instant());
        } catch (ProtocolViolation violation) {
            refuse(Frame.PUSH, violation.code());
            close();
        }
    }

    @Override
    public void onClosed() {
        deaf = true;
        session.onClosed();
    }

    private void closeIfSilent() {
        long quietAt = lastHeard + Timeline.micros(SILENT_TOO_LONG);
        if (quietAt <= time.now()) {
            end.close();
        } else if (!deaf) {
            time.at(quietAt, life, this::closeIfSilent);
        }
    }
}
