package org.waystation.ops.siege.attack;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.protocol.tls.TlsProfile;
import org.waystation.protocol.tls.Transport;

/** TLS as the protocol forbids it. The relay must not say a word of its own on such a connection. */
final class Downgrades implements Attack {
    private static final int PER_SECOND = 10;
    private static final String HTTP = "http/1.1";

    private final Camp camp;
    private final Pace connecting = new Pace(PER_SECOND);
    private final List<Attempt> attempts = new ArrayList<>();
    private int turn;

    private record Attempt(String name, SslContext tls) {}

    Downgrades(Camp camp) throws SSLException {
        this.camp = camp;
        attempts.add(new Attempt("TLS 1.2", plain(SslProvider.JDK, "TLSv1.2", Limits.CLIENT_ALPN)));
        attempts.add(new Attempt(
                "a weak suite of TLS 1.2",
                builder(SslProvider.JDK, "TLSv1.2", Limits.CLIENT_ALPN)
                        .ciphers(List.of("TLS_RSA_WITH_AES_128_CBC_SHA"))
                        .build()));
        attempts.add(new Attempt("a protocol of the web", plain(SslProvider.JDK, "TLSv1.3", HTTP)));
        if (TlsProfile.isHybrid()) {
            attempts.add(new Attempt("keys without ML-KEM", plain(SslProvider.JDK, "TLSv1.3", Limits.CLIENT_ALPN)));
            attempts.add(new Attempt("a link without a key", hybrid(Limits.LINK_ALPN)));
            attempts.add(new Attempt("hybrid keys and a protocol of the web", hybrid(HTTP)));
        }
        attempts.add(new Attempt(
                "a link with a stranger's key",
                TlsProfile.link(TlsKey.generate(new SecureRandom(), Instant.now()), any -> true)));
    }

    private static SslContext plain(SslProvider provider, String version, String protocol) throws SSLException {
        return builder(provider, version, protocol).build();
    }

    private static SslContext hybrid(String protocol) throws SSLException {
        return builder(SslProvider.OPENSSL, "TLSv1.3", protocol)
                .option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768"})
                .build();
    }

    private static SslContextBuilder builder(SslProvider provider, String version, String protocol) {
        return SslContextBuilder.forClient()
                .sslProvider(provider)
                .protocols(version)
                .endpointIdentificationAlgorithm(null)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        protocol));
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            Attempt attempt = attempts.get(turn++ % attempts.size());
            camp.score().count(Score.TRIED);
            new Bootstrap()
                    .group(camp.generator().loops())
                    .channel(Transport.socket())
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            SslHandler handler = attempt.tls().newHandler(channel.alloc());
                            channel.pipeline().addLast(handler).addLast(new Ear(attempt.name()));
                        }
                    })
                    .connect(camp.address());
        }
    }

    /** Hears whether the relay says anything. */
    private final class Ear extends ChannelInboundHandlerAdapter {
        /** A Hello for versions 1 to 1, as a frame. */
        private static final byte[] HELLO = {0, 0, 0, 8, 8, 1, 82, 4, 8, 1, 16, 1};

        private final String name;

        Ear(String name) {
            this.name = name;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                context.writeAndFlush(Unpooled.copiedBuffer(HELLO));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            camp.score().count(Score.SUCCESS + " being answered over " + name);
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            camp.score().count("refused: " + name);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
