package org.waystation.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
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
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.tls.TlsPin;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;

/** Speaks the protocol to a relay one frame at a time, with no cleverness in between. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Frame<FromRelay>> frames = new ArrayBlockingQueue<>(10_000);
    private final EventLoopGroup loops = Transport.eventLoops("raw-client", 1);
    private final Channel channel;
    private long correlation;

    private RawClient(RelayServer relay) throws Exception {
        SslContext tls = TlsProfile.client(relay.card().card()::names);
        channel = new Bootstrap()
                .group(loops)
                .channel(Transport.socket())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        fresh.pipeline().addLast(tls.newHandler(fresh.alloc()));
                        new FrameChannel<>(FrameCodec.fromRelay(), FrameCodec.toRelay(), new Inbox())
                                .installUnthrottled(fresh);
                    }
                })
                .connect(relay.address())
                .sync()
                .channel();
        channel.pipeline().get(SslHandler.class).handshakeFuture().sync();
    }

    static RawClient connect(RelayServer relay) throws Exception {
        return new RawClient(relay);
    }

    /** A connection that has said hello, and what its signatures bind to. */
    ChannelProof greet() throws Exception {
        FromRelay.Welcome welcome = ask(new ToRelay.Hello(1, 1), FromRelay.Welcome.class);
        RelayCard card = SignedCard.verify(welcome.card()).card();
        Bytes pin =
                TlsPin.ofPeer(channel.pipeline().get(SslHandler.class).engine().getSession());
        return new ChannelProof(card.relay(), pin, welcome.nonce());
    }

    void redeem(ChannelProof proof, SigningKey member, Bytes voucher) throws Exception {
        MemberKey key = MemberKey.of(member.verifyingKey().bytes());
        ask(new ToRelay.Redeem(voucher, key, proof.signRedeem(member, voucher)), FromRelay.Done.class);
    }

    /** Creates a mailbox and attaches to it. */
    MailboxId openMailbox(ChannelProof proof, SigningKey owner, SendToken token) throws Exception {
        MailboxId mailbox = MailboxId.of(Entropy.system().bytes(MailboxId.LENGTH_BYTES));
        OwnerKey key = OwnerKey.of(owner.verifyingKey().bytes());
        ask(new ToRelay.CreateMailbox(mailbox, key, token, false), FromRelay.Done.class);
        attach(proof, owner, mailbox);
        return mailbox;
    }

    void attach(ChannelProof proof, SigningKey owner, MailboxId mailbox) throws Exception {
        ask(new ToRelay.Attach(mailbox, proof.signAttach(owner, mailbox)), FromRelay.Done.class);
    }

    <T extends FromRelay> T ask(ToRelay message, Class<T> expected) throws Exception {
        send(message);
        return next(expected);
    }

    FaultCode askForRefusal(ToRelay message) throws Exception {
        return ask(message, FromRelay.Refused.class).fault().code().orElseThrow();
    }

    void send(ToRelay message) {
        channel.writeAndFlush(new Frame<>(++correlation, message));
    }

    void sendRaw(byte[] bytes) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    /** The next frame, which must be of this kind. */
    <T extends FromRelay> T next(Class<T> expected) throws Exception {
        Frame<FromRelay> frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Assertions.assertNotNull(frame, "nothing came");
        return Assertions.assertInstanceOf(expected, frame.message());
    }

    /** From now on the relay's frames stay in the network. */
    void stopReading() {
        channel.config().setAutoRead(false);
    }

    void login(ChannelProof proof, SigningKey member) throws Exception {
        MemberKey key = MemberKey.of(member.verifyingKey().bytes());
        ask(new ToRelay.Login(key, proof.signLogin(member)), FromRelay.Done.class);
    }

    boolean hasNothingWaiting() {
        return frames.isEmpty();
    }

    boolean awaitClosed() throws Exception {
        return channel.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Inbox implements FrameChannel.Listener<FromRelay> {
        @Override
        public void onFrame(Frame<FromRelay> frame) {
            frames.add(frame);
        }

        @Override
        public void onViolation(FaultCode code) {
            throw new AssertionError("the relay broke the protocol: " + code);
        }

        @Override
        public void onBug(Throwable bug) {
            throw new AssertionError(bug);
        }

        @Override
        public void onClosed() {}
    }
}
