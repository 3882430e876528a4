package org.waystation.ops.bench.wire;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.tls.TlsProfile;

/**
 * A relay as its clients see it.
 *
 * @param vouchers a fresh secret of a voucher each time; any thread
 */
public record Site(RelayCard card, InetSocketAddress address, SslContext tls, Supplier<Bytes> vouchers) {

    public static Site of(RelayCard card, InetSocketAddress address, Supplier<Bytes> vouchers) {
        try {
            return new Site(card, address, TlsProfile.client(card::names), vouchers);
        } catch (SSLException e) {
            throw new LoadFailure("TLS cannot be set up on this machine: " + e.getMessage());
        }
    }
}
