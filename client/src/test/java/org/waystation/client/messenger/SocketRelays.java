package org.waystation.client.messenger;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;

/** Fake relays behind real sockets and real TLS, all on one event loop. */
public final class SocketRelays implements AutoCloseable {
    private final EventLoopGroup loop = Transport.eventLoops("fake-relays", 1);
    private final Entropy entropy = Entropy.system();
    private final FakeClock clock = new FakeClock(Instant.now());
    private final List<FakeRelay> relays = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();
    private final List<Channel> listeners = new ArrayList<>();

    /** Starts one more, a partner of all others, on a port that the system chooses; gives a voucher. */
    public String start(String name) {
        TlsKey key = TlsKey.generate(new SecureRandom(), Instant.now());
        FakeRelay[] relay = new FakeRelay[1];
        Channel listener = listen(0, key, relay);
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        relay[0] = new FakeRelay(name, "127.0.0.1:" + port, key.pin(), clock, entropy);
        relays.forEach(relay[0]::federateWith);
        relays.add(relay[0]);
        return relay[0].voucher().toText();
    }

    private Channel listen(int port, TlsKey key, FakeRelay[] relay) {
        SslContext tls = tls(key);
        Channel listener = new ServerBootstrap()
                .group(loop)
                .channel(Transport.serverSocket())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler handler = tls.newHandler(channel.alloc());
                        channel.pipeline().addLast(handler);
                        handler.handshakeFuture().addListener(done -> {
                            if (done.isSuccess()) {
                                new Wire(channel, relay[0]).install();
                            }
                        });
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
        listeners.add(listener);
        return listener;
    }

    private static SslContext tls(TlsKey key) {
        try {
            return TlsProfile.server(key, pin -> false);
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    /** Another relay takes over the address of the last one started. */
    public void impersonateLast() {
        Channel last = listeners.get(listeners.size() - 1);
        int port = ((InetSocketAddress) last.localAddress()).getPort();
        last.close().syncUninterruptibly();
        TlsKey key = TlsKey.generate(new SecureRandom(), Instant.now());
        FakeRelay impostor = new FakeRelay("impostor.example", "127.0.0.1:" + port, key.pin(), clock, entropy);
        listen(port, key, new FakeRelay[] {impostor});
    }

    /** From now on the first relay refuses, for the moment, whatever its members hand in. */
    public void firstTakesNothing() {
        onLoop(() -> relays.get(0).refuses.put(ToRelay.Submit.class, FaultCode.STORE_UNAVAILABLE));
    }

    public void firstTakesEverything() {
        onLoop(() -> relays.get(0).refuses.remove(ToRelay.Submit.class));
    }

    /** What has waited longest for somebody at the last relay is gone for good. */
    public void lastLosesOne() {
        onLoop(() -> relays.get(relays.size() - 1).boxes.values().stream()
                .filter(each -> !each.envelopes.isEmpty())
                .findFirst()
                .orElseThrow()
                .envelopes
                .removeFirst());
    }

    private void onLoop(Runnable change) {
        loop.submit(change).syncUninterruptibly();
    }

    /** Nobody answers any more. */
    public void stopAll() {
        listeners.forEach(each -> each.close().syncUninterruptibly());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Wire implements FrameChannel.Listener<ToRelay> {
        private final Channel channel;
        private final FakeConnection connection;

        Wire(Channel channel, FakeRelay relay) {
            this.channel = channel;
            this.connection = new FakeConnection(relay, Bytes.wrap(entropy.bytes(32)));
        }

        void install() {
            wires.add(this);
            new FrameChannel<>(FrameCodec.toRelay(), FrameCodec.fromRelay(), this).install(channel);
        }

        @Override
        public void onFrame(Frame<ToRelay> frame) {
            connection.take(frame);
            wires.forEach(Wire::flush);
        }

        private void flush() {
            while (!connection.toClient.isEmpty()) {
                channel.writeAndFlush(connection.toClient.remove(), channel.voidPromise());
            }
        }

        @Override
        public void onViolation(FaultCode code) {
            throw new AssertionError("the client broke the protocol: " + code);
        }

        @Override
        public void onBug(Throwable bug) {
            bug.printStackTrace(System.err);
        }

        @Override
        public void onClosed() {
            wires.remove(this);
            connection.close();
        }
    }
}
