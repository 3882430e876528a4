package org.waystation.ops.siege.attack;

import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.Line;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.relay.home.RelayHome;

/**
 * A partner that does not keep to what partners agreed on. Where it needs requests to answer, a member of the besieged relay
 * who is in league with it writes them.
 */
final class HostilePartner implements Attack, Line.User {
    private static final int USUAL_WINDOW = 128;
    private static final int DIALS_PER_SECOND = 20;
    private static final int BAIT_PER_SECOND = 100;
    private static final int REQUESTS = 400;
    private static final int LIES = 6;
    private static final Entropy ENTROPY = Entropy.system();

    private final Camp camp;
    private final Sin sin;
    private final RelayHome home;
    private final RelayCard card;
    private final SslContext tls;
    private final Pace dialling = new Pace(DIALS_PER_SECOND);
    private final Pace baiting = new Pace(BAIT_PER_SECOND);
    private final Pace asking;
    private final Box box = Box.random();
    private final List<Bytes> requests = new ArrayList<>();
    private @Nullable Line accomplice;
    private @Nullable PartnerLink link;
    private volatile boolean ready;
    private int unanswered;
    private long asked;
    private int lies;

    /** What it does. */
    enum Sin {
        /** Answers what nobody asked, twice, and under other numbers; sends cards that are none. */
        LIES(0),
        /** Takes requests and answers none. */
        WITHHOLDS(0),
        /** Announces the largest window that the wire can say, and reads nothing. */
        WINDOW(0),
        /** Sends the same few requests again and again, in another order each time. */
        REPLAYS(500),
        /** Sends good requests, each a new one. */
        FLOODS(400);

        private final int perSecond;

        Sin(int perSecond) {
            this.perSecond = perSecond;
        }
    }

    HostilePartner(Camp camp, Sin sin) throws Exception {
        this.camp = camp;
        this.sin = sin;
        this.home = RelayHome.open(camp.target().partner(), Clock.systemUTC(), ENTROPY);
        this.card = home.card().orElseThrow().card();
        this.tls = TlsProfile.link(home.keys().tls(), camp.site().card()::names);
        this.asking = new Pace(sin.perSecond);
    }

    @Override
    public void prepare() throws Exception {
        Line line = Camp.await(camp.member()).line();
        Camp.await(line.ask(box.creation(false)));
        line.use(this);
        accomplice = line;
        for (int i = 0; sin == Sin.REPLAYS && i < REQUESTS; i++) {
            requests.add(camp.seal(box.append(SizeClass.SMALL, Camp.expiry())));
        }
    }

    @Override
    public void tick() throws Exception {
        PartnerLink current = link;
        if (current == null || !current.isOpen()) {
            if (dialling.due() > 0) {
                dial();
            }
            return;
        }
        bait();
        ask(current);
        if (sin == Sin.LIES && dialling.due() > 0) {
            camp.score().count(Score.TRIED);
            lie(current, lies++ % LIES);
        }
    }

    private void dial() throws Exception {
        ready = false;
        unanswered = 0;
        PartnerLink next = Camp.await(PartnerLink.dial(camp, tls, this::onFrame));
        link = next;
        next.hello(card.relay(), sin == Sin.WINDOW ? Integer.MAX_VALUE : USUAL_WINDOW);
        camp.score().count(Score.TRIED);
    }

    /** Has the relay send the partner something. */
    private void bait() {
        Line line = accomplice;
        boolean wanted = sin == Sin.LIES || sin == Sin.WITHHOLDS || sin == Sin.WINDOW;
        for (int due = wanted ? baiting.due() : 0; due > 0 && line != null; due--) {
            Bytes noise = Bytes.wrap(ENTROPY.bytes(SizeClass.SMALL.requestBytes()));
            line.execute(() -> {
                line.post(1, Camp.submit(card, noise, Camp.expiry()));
                line.flush();
            });
        }
    }

    private void ask(PartnerLink current) {
        for (int due = asking.due(); due > 0 && ready && sin.perSecond > 0; due--) {
            if (unanswered() >= USUAL_WINDOW) {
                camp.score().count("window full");
                return;
            }
            asked++;
            // Backwards, so that no two are in the order in which they were sealed.
            Bytes request = sin == Sin.REPLAYS
                    ? requests.get((int) (REQUESTS - 1 - asked % REQUESTS))
                    : camp.seal(box.append(SizeClass.SMALL, Camp.expiry()));
            addUnanswered(1);
            current.say(asked, new LinkMessage.Forward(request, Lane.MESSAGE));
            camp.score().count(Score.TRIED);
        }
    }

    private void lie(PartnerLink current, int kind) {
        LinkMessage nonsense = new LinkMessage.Answered(Bytes.wrap(ENTROPY.bytes(SizeClass.SMALL.replyBytes())));
        switch (kind) {
            case 0 -> current.say(1L << 40, nonsense);
            case 1 -> current.say(1L << 41, new LinkMessage.Permanent(FaultNumber.of(FaultCode.EXPIRED)));
            case 2 -> current.hello(card.relay(), USUAL_WINDOW);
            case 3 -> current.say(0, new LinkMessage.Card(Bytes.wrap(ENTROPY.bytes(1_000))));
            case 4 -> {
                current.say(
                        7,
                        new LinkMessage.Forward(camp.seal(box.append(SizeClass.SMALL, Camp.expiry())), Lane.MESSAGE));
                current.say(
                        7,
                        new LinkMessage.Forward(camp.seal(box.append(SizeClass.SMALL, Camp.expiry())), Lane.MESSAGE));
            }
            default -> current.say(0, new LinkMessage.Card(camp.target().card().encoded()));
        }
    }

    private void onFrame(Frame<LinkMessage> frame) {
        PartnerLink current = link;
        if (frame.message() instanceof LinkMessage.Hello) {
            ready = true;
            if (sin == Sin.WINDOW && current != null) {
                current.turnDeaf();
            }
        } else if (frame.message() instanceof LinkMessage.Forward && sin == Sin.LIES && current != null) {
            LinkMessage answer = new LinkMessage.Answered(Bytes.wrap(ENTROPY.bytes(SizeClass.SMALL.replyBytes())));
            current.say(frame.correlation(), answer);
            current.say(frame.correlation() + (asked++ % 2), answer);
        } else if (frame.message() instanceof LinkMessage.Answered
                || frame.message() instanceof LinkMessage.Temporary
                || frame.message() instanceof LinkMessage.Permanent) {
            addUnanswered(-1);
        }
    }

    private synchronized int unanswered() {
        return unanswered;
    }

    private synchronized void addUnanswered(int more) {
        unanswered += more;
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        camp.score().count("accomplice: " + Caller.words(message));
    }

    @Override
    public void onPause() {}
}
