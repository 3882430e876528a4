package org.waystation.ops.simulation.relays;

import java.time.Duration;
import java.util.Optional;
import org.waystation.federation.link.LinkSession;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.End;
import org.waystation.ops.simulation.network.Receiver;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.RelayId;

/** A link's connection at one relay: what the real edge does with a channel, done with a simulated one. */
final class LinkPlug implements LinkSession.Wire, Receiver {
    private static final FrameCodec<LinkMessage> CODEC = FrameCodec.link();
    private static final Duration TICK = Duration.ofSeconds(4);

    /** After so long without a frame a link asks whether anybody is there. */
    private static final Duration SILENCE_THAT_COUNTS = Duration.ofSeconds(8);

    private final RelayNode relay;
    private final End end;
    private final Timeline time;
    private final Life life;
    private final LinkSession session;
    private final Witness witness;
    private final Optional<Mischief.OfLink> mischief;
    private long lastHeard;
    private boolean deaf;
    private boolean closed;

    LinkPlug(
            RelayNode relay,
            RelayId partner,
            boolean dialledHere,
            End end,
            Timeline time,
            Life life,
            LinkMessage.Hello hello,
            LinkSession.Listener listener,
            Witness witness) {
        this.relay = relay;
        this.end = end;
        this.time = time;
        this.life = life;
        this.witness = witness;
        this.lastHeard = time.now();
        this.session = new LinkSession(
                hello, partner, dialledHere, this, listener, relay.clock().instant());
        this.mischief = relay.mischief().map(each -> each.newLink(partner, this::write));
        tickLater();
    }

    void start() {
        session.start();
    }

    /** A tick that comes soon after the other end was heard of does nothing; it is left out. */
    private void tickLater() {
        long silentAt = lastHeard + Timeline.micros(SILENCE_THAT_COUNTS);
        long ticks = Math.max(1, (silentAt - time.now()) / Timeline.micros(TICK) + 1);
        time.in(TICK.multipliedBy(ticks), life, () -> {
            if (!closed) {
                session.onTick(relay.clock().instant());
                tickLater();
            }
        });
    }

    @Override
    public void send(Frame<LinkMessage> frame) {
        if (mischief.isPresent()) {
            mischief.get().onSend(frame);
        } else {
            write(frame);
        }
    }

    private void write(Frame<LinkMessage> frame) {
        byte[] bytes = Wire.encode(CODEC, frame);
        witness.onSentOnLink(relay, session.partner(), bytes);
        end.send(bytes);
    }

    @Override
    public void close() {
        deaf = true;
        end.close();
    }

    @Override
    public void execute(Runnable action) {
        end.loop().execute(action);
    }

    @Override
    public void onBytes(byte[] bytes) {
        lastHeard = time.now();
        if (deaf) {
            return;
        }
        try {
            Frame<LinkMessage> frame = Wire.decode(CODEC, bytes);
            witness.onLinkFrame(relay, session.partner(), bytes, frame.message());
            if (mischief.isEmpty() || mischief.get().lets(frame)) {
                session.onFrame(frame, relay.clock().instant());
            }
        } catch (ProtocolViolation violation) {
            session.closeWith(violation.code());
        }
    }

    @Override
    public void onClosed() {
        deaf = true;
        closed = true;
        mischief.ifPresent(Mischief.OfLink::end);
        session.onClosed();
    }
}
