package org.waystation.relay;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslHandler;
import java.io.EOFException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
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

/** Speaks the protocol to a relay one frame at a time, with no cleverness in between. */
public final class RawClient implements AutoCloseable {
    private final RawConnection<FromRelay, ToRelay> connection;
    private long correlation;

    private RawClient(RelayCard card, InetSocketAddress address) throws Exception {
        connection = new RawConnection<>(
                TlsProfile.client(card::names), address, FrameCodec.fromRelay(), FrameCodec.toRelay());
    }

    static RawClient connect(RelayServer relay) throws Exception {
        return connect(relay.card().card(), relay.address());
    }

    /** @throws Exception if nobody listens there, or it is not the relay of that card */
    public static RawClient connect(RelayCard card, InetSocketAddress address) throws Exception {
        return new RawClient(card, address);
    }

    /** A connection that has said hello, and what its signatures bind to. */
    public ChannelProof greet() throws Exception {
        FromRelay.Welcome welcome = ask(new ToRelay.Hello(1, 1), FromRelay.Welcome.class);
        RelayCard card = SignedCard.verify(welcome.card()).card();
        Bytes pin = TlsPin.ofPeer(
                connection.channel().pipeline().get(SslHandler.class).engine().getSession());
        return new ChannelProof(card.relay(), pin, welcome.nonce());
    }

    public void redeem(ChannelProof proof, SigningKey member, Bytes voucher) throws Exception {
        MemberKey key = MemberKey.of(member.verifyingKey().bytes());
        ask(new ToRelay.Redeem(voucher, key, proof.signRedeem(member, voucher)), FromRelay.Done.class);
    }

    /** Creates a mailbox and attaches to it. */
    public MailboxId openMailbox(ChannelProof proof, SigningKey owner, SendToken token) throws Exception {
        MailboxId mailbox = MailboxId.of(Entropy.system().bytes(MailboxId.LENGTH_BYTES));
        OwnerKey key = OwnerKey.of(owner.verifyingKey().bytes());
        ask(new ToRelay.CreateMailbox(mailbox, key, token, false), FromRelay.Done.class);
        attach(proof, owner, mailbox);
        return mailbox;
    }

    public void attach(ChannelProof proof, SigningKey owner, MailboxId mailbox) throws Exception {
        ask(new ToRelay.Attach(mailbox, proof.signAttach(owner, mailbox)), FromRelay.Done.class);
    }

    public <T extends FromRelay> T ask(ToRelay message, Class<T> expected) throws Exception {
        send(message);
        return next(expected);
    }

    FaultCode askForRefusal(ToRelay message) throws Exception {
        return ask(message, FromRelay.Refused.class).fault().code().orElseThrow();
    }

    /** @return the frame's correlation */
    @CanIgnoreReturnValue
    public long send(ToRelay message) {
        connection.send(++correlation, message);
        return correlation;
    }

    void sendRaw(byte[] bytes) {
        connection.channel().writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    /** The next frame, which must be of this kind. */
    public <T extends FromRelay> T next(Class<T> expected) throws Exception {
        return Assertions.assertInstanceOf(expected, connection.next().message());
    }

    /**
     * The next frame, if one comes soon.
     *
     * @throws EOFException if none will, because the connection is closed
     */
    public Optional<Frame<FromRelay>> poll(Duration patience) throws Exception {
        return connection.poll(patience);
    }

    /** From now on the relay's frames stay in the network. */
    void stopReading() {
        connection.channel().config().setAutoRead(false);
    }

    public void login(ChannelProof proof, SigningKey member) throws Exception {
        MemberKey key = MemberKey.of(member.verifyingKey().bytes());
        ask(new ToRelay.Login(key, proof.signLogin(member)), FromRelay.Done.class);
    }

    boolean hasNothingWaiting() {
        return connection.hasNothingWaiting();
    }

    boolean awaitClosed() throws Exception {
        return connection.awaitClosed();
    }

    @Override
    public void close() {
        connection.close();
    }
}
