package org.waystation.federation.link;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.outbox.Carrier;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;

/**
 * One connection to a partner's relay, as decisions: frames and time in, frames and events out.
 *
 * <pre>
 *   (TLS done, key pinned)        onHello
 *        GREETING ──────────────────────────▶ READY
 *           │ bad hello, silence                 │ violation, silence, replaced
 *           ▼                                    ▼
 *        CLOSED ◀────────────────────────────────┘
 * </pre>
 *
 * Confined to the connection's event loop, but for {@link #forward}, {@link #offerCard}, {@link #answer} and
 * {@link #closeFromAnyThread}.
 */
public final class LinkSession implements LinkMessage.Handler, Carrier {
    static final Duration PING_AFTER = Duration.ofSeconds(8);
    static final Duration SILENT_TOO_LONG = Duration.ofSeconds(25);

    private final LinkMessage.Hello ourHello;
    private final RelayId partner;
    private final boolean dialledHere;
    private final Wire wire;
    private final Listener listener;
    private final Set<Long> answering = new HashSet<>();
    private final Set<Long> forwarded = ConcurrentHashMap.newKeySet();
    private final CardPace cards = new CardPace();
    private Optional<FaultNumber> farewell = Optional.empty();
    private LinkMessage.@Nullable Hello theirHello;
    private Instant lastHeard;
    private boolean closed;
    private volatile boolean brokenHere;

    /** The connection under the session. Safe for any thread. */
    public interface Wire {
        void send(Frame<LinkMessage> frame);

        /** Closes once what was sent before is out. */
        void close();

        /** Runs something on the connection's event loop. */
        void execute(Runnable action);
    }

    /** Hears what the link brings. Called on the connection's event loop. */
    public interface Listener {
        /** Both sides have said who they are; requests may flow. */
        void onReady(LinkSession link);

        /** The partner has a card that may be new: encoded, not verified. */
        void onCard(LinkSession link, Bytes card);

        /** The partner wants a request carried out; answer through {@link LinkSession#answer}. */
        void onRequest(LinkSession link, long correlation, LinkMessage.Forward request);

        /** The partner has answered one of ours: {@link LinkMessage.Answered}, Temporary or Permanent. */
        void onResult(LinkSession link, long correlation, LinkMessage result);

        /** The link is over; called once, and for a link that was never ready too. */
        void onDown(LinkSession link);
    }

    /** @param partner who holds the TLS key at the other end, by the roster */
    public LinkSession(
            LinkMessage.Hello ourHello,
            RelayId partner,
            boolean dialledHere,
            Wire wire,
            Listener listener,
            Instant now) {
        this.ourHello = ourHello;
        this.partner = partner;
        this.dialledHere = dialledHere;
        this.wire = wire;
        this.listener = listener;
        this.lastHeard = now;
    }

    /** To be called once, when the connection is up. */
    public void start() {
        wire.send(Frame.push(ourHello));
    }

    public RelayId partner() {
        return partner;
    }

    /** The relay that opened the connection. */
    public RelayId dialler() {
        return dialledHere ? ourHello.relay() : partner;
    }

    /** The partner's start that this link belongs to; only once ready. */
    Bytes partnerInstance() {
        return requireHello().instance();
    }

    /** The partner's clock less ours when it said hello; only once ready. Measured, never trusted. */
    public Duration skew() {
        return Duration.ofSeconds(requireHello().time() - ourHello.time());
    }

    @Override
    public int window() {
        return requireHello().window();
    }

    @Override
    public void forward(long correlation, Lane lane, Bytes request) {
        forwarded.add(correlation);
        wire.send(new Frame<>(correlation, new LinkMessage.Forward(request, lane)));
    }

    /**
     * Sends this relay's card if the partner has not been sent it on this link; not twice in a minute. On the store's thread, once
     * the link is ready.
     */
    public void offerCard(SignedCard own, Instant now) {
        if (cards.mayOffer(own.card().sequence(), now)) {
            wire.send(Frame.push(new LinkMessage.Card(own.encoded())));
        }
    }

    /** Why the partner closed the link, if it said so. */
    public Optional<FaultNumber> farewell() {
        return farewell;
    }

    /** A frame has come. */
    public void onFrame(Frame<LinkMessage> frame, Instant now) {
        lastHeard = now;
        if (closed) {
            return;
        }
        if (theirHello == null && !(frame.message() instanceof LinkMessage.Hello)) {
            closeWith(FaultCode.OUT_OF_PLACE);
            return;
        }
        frame.message().deliverTo(frame.correlation(), this);
    }

    @Override
    public void onHello(LinkMessage.Hello hello) {
        if (theirHello != null) {
            closeWith(FaultCode.OUT_OF_PLACE);
        } else if (!hello.relay().equals(partner)) {
            closeWith(FaultCode.REJECTED);
        } else if (hello.maxVersion() < Limits.MIN_VERSION || hello.minVersion() > Limits.MAX_VERSION) {
            closeWith(FaultCode.VERSION_MISMATCH);
        } else {
            theirHello = hello;
            listener.onReady(this);
        }
    }

    @Override
    public void onCard(LinkMessage.Card message) {
        if (cards.mayLookAt(lastHeard)) {
            listener.onCard(this, message.card());
        }
    }

    @Override
    public void onForward(long correlation, LinkMessage.Forward message) {
        if (answering.size() >= ourHello.window() || !answering.add(correlation)) {
            closeWith(FaultCode.OUT_OF_PLACE);
            return;
        }
        listener.onRequest(this, correlation, message);
    }

    /** Answers a request of the partner's; from any thread. Does nothing if the link is over. */
    public void answer(long correlation, LinkMessage result) {
        wire.execute(() -> {
            if (answering.remove(correlation) && !closed) {
                wire.send(new Frame<>(correlation, result));
            }
        });
    }

    @Override
    public void onAnswered(long correlation, LinkMessage.Answered message) {
        onResult(correlation, message);
    }

    @Override
    public void onTemporary(long correlation, LinkMessage.Temporary message) {
        onResult(correlation, message);
    }

    @Override
    public void onPermanent(long correlation, LinkMessage.Permanent message) {
        onResult(correlation, message);
    }

    /** A result that nobody asked for would be work without a bound. */
    private void onResult(long correlation, LinkMessage result) {
        if (forwarded.remove(correlation)) {
            listener.onResult(this, correlation, result);
        } else {
            closeWith(FaultCode.OUT_OF_PLACE);
        }
    }

    @Override
    public void onPing(long correlation) {
        wire.send(new Frame<>(correlation, new LinkMessage.Pong()));
    }

    @Override
    public void onPong(long correlation) {
        // Being heard is all that it is for.
    }

    @Override
    public void onClosing(LinkMessage.Closing message) {
        farewell = Optional.of(message.fault());
        close();
    }

    /** Time passes; to be called every few seconds. */
    public void onTick(Instant now) {
        if (closed) {
            return;
        }
        if (now.isBefore(lastHeard)) {
            // The clock was set back: silence is counted anew, else a dead link would live until it has caught up.
            lastHeard = now;
        }
        Duration silence = Duration.between(lastHeard, now);
        if (silence.compareTo(SILENT_TOO_LONG) > 0) {
            close();
        } else if (silence.compareTo(PING_AFTER) > 0 && theirHello != null) {
            wire.send(Frame.push(new LinkMessage.Ping()));
        }
    }

    /** The connection is gone. */
    public void onClosed() {
        if (!closed) {
            closed = true;
            listener.onDown(this);
        }
    }

    /** A mistake of this relay ends the link. */
    void onOwnMistake() {
        brokenHere = true;
    }

    /** Whether the link's end says nothing of the partner; from any thread. */
    public boolean endedByOwnMistake() {
        return brokenHere;
    }

    /** Says why, and closes. */
    public void closeWith(FaultCode code) {
        if (!closed) {
            wire.send(Frame.push(new LinkMessage.Closing(FaultNumber.of(code))));
            close();
        }
    }

    /** {@link #closeWith} from any thread. */
    public void closeFromAnyThread(FaultCode code) {
        wire.execute(() -> closeWith(code));
    }

    private void close() {
        wire.close();
        onClosed();
    }

    private LinkMessage.Hello requireHello() {
        if (theirHello == null) {
            throw new IllegalStateException("the link is not ready");
        }
        return theirHello;
    }
}
