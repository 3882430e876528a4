package org.waystation.relay;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.junit.jupiter.api.Assertions;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.relay.home.RelayHome;

/** Links to a relay as one of its partners, and speaks the link's protocol one frame at a time. */
final class RawLink implements AutoCloseable {
    private final RawConnection<LinkMessage, LinkMessage> connection;

    private RawLink(TlsKey key, RelayCard card, InetSocketAddress address) throws Exception {
        SslContext tls = TlsProfile.link(key, card::names);
        connection = new RawConnection<>(tls, address, FrameCodec.link(), FrameCodec.link());
    }

    /** A link on which nothing has been said. */
    static RawLink dial(TlsKey key, RelayCard card, InetSocketAddress address) throws Exception {
        return new RawLink(key, card, address);
    }

    /** A link on which both have said hello. */
    static RawLink open(RelayHome partner, RelayServer relay) throws Exception {
        RawLink link = dial(partner.keys().tls(), relay.card().card(), relay.address());
        link.send(
                0,
                new LinkMessage.Hello(
                        Limits.MIN_VERSION,
                        Limits.MAX_VERSION,
                        partner.relay(),
                        Bytes.wrap(Entropy.system().bytes(LinkMessage.Hello.INSTANCE_BYTES)),
                        LinkDesk.WINDOW,
                        Instant.now().getEpochSecond(),
                        1));
        Assertions.assertInstanceOf(LinkMessage.Hello.class, link.next().message());
        return link;
    }

    void send(long correlation, LinkMessage message) {
        connection.send(correlation, message);
    }

    Frame<LinkMessage> next() throws Exception {
        return connection.next();
    }

    boolean awaitClosed() throws Exception {
        return connection.awaitClosed();
    }

    @Override
    public void close() {
        connection.close();
    }
}
