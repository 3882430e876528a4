package org.waystation.ops.bench.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsPin;
import org.waystation.protocol.tls.Transport;

/**
 * A member's open connection to a relay.
 *
 * <pre>
 * connecting --TLS done--> Hello --Welcome--> Redeem --Done--> open
 * </pre>
 *
 * Confined to its event loop, but for {@link #ask}, {@link #execute} and {@link #close}.
 */
public final class Line implements FrameChannel.Listener<FromRelay> {
    /** What is posted has a correlation below this; questions of {@link #ask} have theirs above. */
    private static final long FIRST_ASKED = 1L << 40;

    private static final long PING = FIRST_ASKED - 1;
    private static final long PING_SECONDS = 60;
    private static final Entropy ENTROPY = Entropy.system();

    private final Generator generator;
    private final Channel channel;
    private final Map<Long, CompletableFuture<FromRelay>> asked = new HashMap<>();
    private long lastAsked = FIRST_ASKED;
    private User user = new Nobody();
    private volatile boolean closing;
    private boolean silent;

    /** Whoever uses a line; called on its event loop. */
    public interface User {
        /** A push, or the answer to something posted. */
        void onFrame(long correlation, FromRelay message);

        /** Nothing more has come for now: time to say what there is to say. */
        void onPause();

        /** The line has broken, by nobody's wish here. */
        default void onLost() {}
    }

    private Line(Generator generator, Channel channel) {
        this.generator = generator;
        this.channel = channel;
        new FrameChannel<>(FrameCodec.fromRelay(), FrameCodec.toRelay(), this).installUnthrottled(channel);
        channel.pipeline().addLast(new Pauses());
    }

    /** Connects, and becomes a member with a fresh key. */
    public static CompletableFuture<Opened> open(Generator generator, Site site) {
        return open(generator, site, SigningKey.generate(ENTROPY));
    }

    /** Connects, and becomes a member with this key; it may be one already. */
    public static CompletableFuture<Opened> open(Generator generator, Site site, SigningKey member) {
        CompletableFuture<Line> secured = new CompletableFuture<>();
        new Bootstrap()
                .group(generator.loops())
                .channel(Transport.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler tls = site.tls().newHandler(channel.alloc());
                        channel.pipeline().addLast(tls);
                        Line line = new Line(generator, channel);
                        tls.handshakeFuture().addListener(done -> {
                            if (done.isSuccess()) {
                                secured.complete(line);
                            } else {
                                secured.completeExceptionally(new LoadFailure("no TLS with " + site.address()));
                            }
                        });
                    }
                })
                .connect(site.address())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        secured.completeExceptionally(new LoadFailure("nobody answers at " + site.address()));
                    }
                });
        return secured.thenCompose(line -> line.greet(site, member));
    }

    /** An open line, and what signatures on it bind to. */
    public record Opened(Line line, ChannelProof proof) {}

    private CompletableFuture<Opened> greet(Site site, SigningKey member) {
        return ask(new ToRelay.Hello(Limits.MIN_VERSION, Limits.MAX_VERSION)).thenCompose(answer -> {
            ChannelProof proof = proof((FromRelay.Welcome) answer, site.card());
            Bytes voucher = site.vouchers().get();
            MemberKey key = MemberKey.of(member.verifyingKey().bytes());
            return ask(new ToRelay.Redeem(voucher, key, proof.signRedeem(member, voucher)))
                    .thenApply(done -> opened(proof));
        });
    }

    private Opened opened(ChannelProof proof) {
        ScheduledFuture<?> pings =
                channel.eventLoop().scheduleAtFixedRate(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        // Or the loop would hold the line, and all that its user holds, for as long as it lives.
        channel.closeFuture().addListener(closed -> pings.cancel(false));
        return new Opened(this, proof);
    }

    private void ping() {
        if (channel.isActive() && !silent) {
            post(PING, new ToRelay.Ping());
            flush();
        }
    }

    private ChannelProof proof(FromRelay.Welcome welcome, RelayCard expected) {
        try {
            RelayCard card = SignedCard.verify(welcome.card()).card();
            Bytes pin = TlsPin.ofPeer(
                    channel.pipeline().get(SslHandler.class).engine().getSession());
            if (!card.relay().equals(expected.relay()) || !card.names(pin)) {
                throw new LoadFailure("another relay answers than the one that was started");
            }
            return new ChannelProof(card.relay(), pin, welcome.nonce());
        } catch (CardRefused | SSLPeerUnverifiedException e) {
            throw new LoadFailure("a relay shows no valid card: " + e.getMessage());
        }
    }

    public EventLoop loop() {
        return channel.eventLoop();
    }

    public void use(User next) {
        user = next;
    }

    /** Runs on the event loop; at once if this is it. */
    public void execute(Runnable action) {
        if (loop().inEventLoop()) {
            action.run();
        } else {
            loop().execute(action);
        }
    }

    /** Sends one question and gives its answer; a refusal fails. Any thread. */
    public CompletableFuture<FromRelay> ask(ToRelay question) {
        CompletableFuture<FromRelay> answer = new CompletableFuture<>();
        execute(() -> {
            asked.put(++lastAsked, answer);
            post(lastAsked, question);
            flush();
        });
        return answer;
    }

    /** Writes without flushing. {@code correlation}: positive, below 2^32. */
    public void post(long correlation, ToRelay message) {
        channel.write(new Frame<>(correlation, message), channel.voidPromise());
    }

    public void flush() {
        channel.flush();
    }

    /** Any thread. */
    public CompletableFuture<Void> close() {
        closing = true;
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.close().addListener(done -> closed.complete(null));
        return closed;
    }

    /** Breaks it off: the relay gets a reset, and no farewell of TLS. On the event loop. */
    public void cut() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.voidPromise());
    }

    /**
     * Leaves it open, and neither reads nor says anything any more, as a device does that has lost its network. On the event
     * loop.
     *
     * @param closeAfterSeconds when the system here forgets it
     */
    public void fallSilent(long closeAfterSeconds) {
        closing = true;
        silent = true;
        user = new Nobody();
        channel.config().setAutoRead(false);
        channel.eventLoop().schedule(this::cut, closeAfterSeconds, TimeUnit.SECONDS);
    }

    @Override
    public void onFrame(Frame<FromRelay> frame) {
        if (frame.correlation() < PING) {
            user.onFrame(frame.correlation(), frame.message());
            return;
        }
        CompletableFuture<FromRelay> answer = asked.remove(frame.correlation());
        if (answer == null) {
            return;
        }
        if (frame.message() instanceof FromRelay.Refused refused) {
            answer.completeExceptionally(
                    new LoadFailure("a relay refuses: " + refused.fault().words()));
        } else {
            answer.complete(frame.message());
        }
    }

    @Override
    public void onViolation(FaultCode code) {
        broken("a relay broke the protocol: " + code.words());
    }

    @Override
    public void onBug(Throwable bug) {
        broken("a client of the load test has a bug: " + bug);
    }

    @Override
    public void onClosed() {
        if (!closing) {
            broken("a relay has closed a connection");
        }
    }

    private void broken(String what) {
        generator.onTrouble(what);
        asked.values().forEach(each -> each.completeExceptionally(new LoadFailure(what)));
        asked.clear();
        user.onLost();
    }

    /** The channel's last handler: hears when everything that had come was read. */
    private final class Pauses extends ChannelInboundHandlerAdapter {
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            user.onPause();
        }
    }

    private static final class Nobody implements User {
        @Override
        public void onFrame(long correlation, FromRelay message) {}

        @Override
        public void onPause() {}
    }
}
