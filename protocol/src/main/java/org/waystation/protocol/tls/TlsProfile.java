package org.waystation.protocol.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/**
 * TLS as every Waystation connection uses it: version 1.3 only, keys pinned, the hybrid group X25519MLKEM768 required
 * where BoringSSL is there. Where only the JDK's TLS is there, key agreement falls back to X25519; {@link #isHybrid()}
 * says so, and callers tell their people.
 */
public final class TlsProfile {
    private static final String HYBRID_GROUP = "X25519MLKEM768";

    private TlsProfile() {}

    /** Whether connections of this process are safe against somebody who records now and has a quantum computer later. */
    public static boolean isHybrid() {
        return OpenSsl.isAvailable();
    }

    /**
     * For a relay's listener, which serves clients and partners on one port. A partner must show a key that
     * {@code partnerPins} accepts or the handshake fails; a client shows none.
     */
    public static SslContext server(TlsKey key, Predicate<Bytes> partnerPins) throws SSLException {
        return common(SslContextBuilder.forServer(key.privateKey(), key.certificate()))
                .clientAuth(ClientAuth.OPTIONAL)
                .trustManager(new PinTrust(partnerPins))
                .applicationProtocolConfig(alpn(List.of(Limits.CLIENT_ALPN, Limits.LINK_ALPN)))
                .build();
    }

    /** For a client's connection to its relay. */
    public static SslContext client(Predicate<Bytes> relayPins) throws SSLException {
        return dialler(relayPins, Limits.CLIENT_ALPN).build();
    }

    /** For a link that this relay dials. */
    public static SslContext link(TlsKey key, Predicate<Bytes> partnerPins) throws SSLException {
        return dialler(partnerPins, Limits.LINK_ALPN)
                .keyManager(key.privateKey(), key.certificate())
                .build();
    }

    private static SslContextBuilder dialler(Predicate<Bytes> pins, String alpn) {
        return common(SslContextBuilder.forClient())
                // The pin is the identity; there is no name in the certificate to compare.
                .endpointIdentificationAlgorithm(null)
                .trustManager(new PinTrust(pins))
                .applicationProtocolConfig(alpn(List.of(alpn)));
    }

    private static SslContextBuilder common(SslContextBuilder builder) {
        builder.protocols("TLSv1.3").sslProvider(isHybrid() ? SslProvider.OPENSSL : SslProvider.JDK);
        if (isHybrid()) {
            builder.option(OpenSslContextOption.GROUPS, new String[] {HYBRID_GROUP});
        }
        return builder;
    }

    private static ApplicationProtocolConfig alpn(List<String> protocols) {
        return new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, protocols);
    }
}
