package org.waystation.client.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.waystation.client.person.Ending;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.tls.TlsPin;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;
import org.waystation.protocol.tls.UnpinnedKeyException;

/**
 * One connection at a time to the relay. Tries the relay's endpoints one after the other until one answers.
 *
 * <pre>
 * idle --dial--> dialling --TLS done--> up --either end closes--> idle, ended
 *                    +-- nobody answers, or the wrong one ------> idle, ended
 * </pre>
 *
 * Confined to the event loop.
 */
public final class RelayLine {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(10);

    /** What happens on the line, on the event loop. */
    public interface Events {
        /** {@code pin}: of the key that the other end has proved to hold. */
        void onConnected(String endpoint, Bytes pin);

        void onFrame(Frame<FromRelay> frame);

        /** Once per {@link #dial}. */
        void onEnded(Ending ending);
    }

    private final EventLoop loop;
    private final Events events;

    private @Nullable Attempt current;

    public RelayLine(EventLoop loop, Events events) {
        this.loop = loop;
        this.events = events;
    }

    /**
     * Starts connecting; whatever was there is closed silently.
     *
     * @param endpoints host:port, the likeliest first
     * @param pins keys of which the relay must hold one; empty: any, and {@link Events#onConnected} tells which
     */
    public void dial(List<String> endpoints, List<Bytes> pins) {
        assert loop.inEventLoop();
        hangUp();
        try {
            Predicate<Bytes> accepted = pins.isEmpty() ? pin -> true : pins::contains;
            Attempt attempt = new Attempt(new ArrayDeque<>(endpoints), TlsProfile.client(accepted));
            current = attempt;
            attempt.next(new Ending.Unreachable("No address of the relay is known."));
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up on this machine", e);
        }
    }

    /** Sends a frame, or drops it if the line is not up: the messenger asks again on the next connection. */
    public void send(Frame<ToRelay> frame) {
        assert loop.inEventLoop();
        if (current != null && current.channel != null) {
            current.channel.writeAndFlush(frame, current.channel.voidPromise());
        }
    }

    /** Ends the line for a reason of ours; frames sent before still go out. */
    public void end(Ending ending) {
        assert loop.inEventLoop();
        Attempt ended = current;
        if (ended != null) {
            ended.finish(ending);
        }
    }

    private void hangUp() {
        if (current != null) {
            current.silence();
            current = null;
        }
    }

    /** From a dial to its end. */
    private final class Attempt implements FrameChannel.Listener<FromRelay> {
        private final Deque<String> endpoints;
        private final SslContext tls;
        private @Nullable Channel channel;
        private boolean up;
        private boolean finished;

        Attempt(Deque<String> endpoints, SslContext tls) {
            this.endpoints = endpoints;
            this.tls = tls;
        }

        /** Tries the next endpoint; if none is left, this is how it ends. */
        void next(Ending otherwise) {
            String endpoint = endpoints.poll();
            if (endpoint == null) {
                finish(otherwise);
                return;
            }
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channel(Transport.socket())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_PATIENCE.toMillis())
                    .handler(new TlsFirst(this, endpoint))
                    .connect(address(endpoint));
            connecting.addListener(done -> {
                if (!done.isSuccess() && !finished) {
                    next(new Ending.Unreachable("Nobody answers at " + endpoint + "."));
                }
            });
        }

        void onHandshake(Channel secured, String endpoint, @Nullable Throwable failure) {
            if (finished) {
                secured.close();
            } else if (failure == null) {
                goUp(secured, endpoint);
            } else if (UnpinnedKeyException.isCauseOf(failure)) {
                secured.close();
                finish(new Ending.Distrusted("Whoever answers at " + endpoint
                        + " does not hold your relay's TLS key; somebody may be in between. Nothing was sent."
                        + " Ask the operator by another way."));
            } else {
                secured.close();
                next(new Ending.Unreachable("What answers at " + endpoint + " does not speak as a relay does."));
            }
        }

        private void goUp(Channel secured, String endpoint) {
            SslHandler handler = secured.pipeline().get(SslHandler.class);
            try {
                Bytes pin = TlsPin.ofPeer(handler.engine().getSession());
                new FrameChannel<>(FrameCodec.fromRelay(), FrameCodec.toRelay(), this).installUnthrottled(secured);
                channel = secured;
                up = true;
                events.onConnected(endpoint, pin);
            } catch (SSLPeerUnverifiedException e) {
                secured.close();
                finish(new Ending.Distrusted("The relay showed no key."));
            }
        }

        @Override
        public void onFrame(Frame<FromRelay> frame) {
            if (!finished) {
                events.onFrame(frame);
            }
        }

        @Override
        public void onViolation(FaultCode code) {
            finish(new Ending.Nonsense("The relay broke the protocol: " + code.words() + "."));
        }

        @Override
        public void onBug(Throwable bug) {
            finish(new Ending.Broken(bug));
        }

        @Override
        public void onClosed() {
            finish(new Ending.Lost(
                    up ? "The relay has closed the connection." : "The relay closed the connection at once."));
        }

        void finish(Ending ending) {
            if (!finished) {
                silence();
                current = null;
                events.onEnded(ending);
            }
        }

        void silence() {
            finished = true;
            if (channel != null) {
                channel.flush();
                channel.close();
            }
        }
    }

    private static InetSocketAddress address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String host = endpoint.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return InetSocketAddress.createUnresolved(
                bracketed ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(endpoint.substring(colon + 1)));
    }

    private static final class TlsFirst extends ChannelInitializer<Channel> {
        private final Attempt attempt;
        private final String endpoint;

        TlsFirst(Attempt attempt, String endpoint) {
            this.attempt = attempt;
            this.endpoint = endpoint;
        }

        @Override
        protected void initChannel(Channel channel) {
            SslHandler handler = attempt.tls.newHandler(channel.alloc());
            handler.setHandshakeTimeout(HANDSHAKE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            channel.pipeline().addLast(handler);
            handler.handshakeFuture().addListener(done -> attempt.onHandshake(channel, endpoint, done.cause()));
        }
    }
}
