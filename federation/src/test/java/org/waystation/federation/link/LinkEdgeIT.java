package org.waystation.federation.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waystation.federation.roster.Partner;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.protocol.tls.Transport;

/** Dials that come to nothing: each is heard of exactly once, or the partner would never be dialled again. */
class LinkEdgeIT {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TlsKey tlsKey = TlsKey.generate(new SecureRandom(), Instant.now());
    private final EventLoopGroup loops = Transport.eventLoops("link-edge-it", 1);
    private final Queue<DialTrouble> failures = new ConcurrentLinkedQueue<>();
    private final LinkEdge edge = new LinkEdge(
            tlsKey,
            () -> Relays.hello(1, 1),
            loops,
            () -> {
                throw new AssertionError("no link may come of this");
            },
            new UnreadBytes(UnreadBytes.USUAL_MOST),
            Runnable::run,
            Clock.systemUTC());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void dialOfAPortWhereNobodyListensFails() throws Exception {
        // Given
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        // When
        edge.dial(partner("127.0.0.1:" + port), 0, failures::add);

        // Then
        assertOneFailure("it cannot be reached");
    }

    @Test
    void dialOfANameThatDoesNotResolveFails() {
        // When
        edge.dial(partner("nowhere.invalid:4711"), 0, failures::add);

        // Then
        assertOneFailure("it cannot be reached");
    }

    @Test
    void dialOfSomebodyWhoHangsUpBeforeTheTlsHandshakeFails() throws Exception {
        // Given
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            edge.dial(partner("127.0.0.1:" + rude.getLocalPort()), 0, failures::add);

            // When
            try (Socket accepted = rude.accept()) {
                assertTrue(accepted.isConnected());
            }

            // Then
            assertOneFailure("it closed the connection before the TLS handshake was done");
        }
    }

    @Test
    void dialOfSomebodyWhoDoesNotSpeakTlsFails() throws Exception {
        // Given
        try (ServerSocket strange = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            edge.dial(partner("127.0.0.1:" + strange.getLocalPort()), 0, failures::add);

            // When
            try (Socket accepted = strange.accept()) {
                accepted.getOutputStream()
                        .write("220 mail.example ESMTP\r\n".repeat(10).getBytes(StandardCharsets.US_ASCII));
                accepted.getOutputStream().flush();

                // Then
                assertOneFailure("the TLS handshake failed: it may not know this relay's newest card");
            }
        }
    }

    @Test
    void attemptsTakeTheEndpointsInTurn() throws Exception {
        // Given
        try (ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            second.setSoTimeout((int) PATIENCE.toMillis());
            Partner partner = partner("nowhere.invalid:4711", "127.0.0.1:" + second.getLocalPort());

            // When
            edge.dial(partner, 1, failures::add);

            // Then
            second.accept().close();
            assertOneFailure("it closed the connection before the TLS handshake was done");
        }
    }

    @Test
    void whatThisRelayHasRunOutOfIsNoFailureOfThePartner() {
        // Given
        List<Throwable> partners = List.of(
                new ConnectException("Connection refused"),
                new NoRouteToHostException(),
                new ConnectTimeoutException(),
                new UnknownHostException("two.example"));
        List<Throwable> ours = List.of(
                new ChannelException("Too many open files"),
                new BindException("Cannot assign requested address"),
                new RejectedExecutionException("the resolver has stopped"));

        // When
        List<Boolean> blamedOnUs = Stream.concat(partners.stream(), ours.stream())
                .map(each -> LinkEdge.trouble(each).ours())
                .toList();

        // Then
        assertEquals(List.of(false, false, false, false, true, true, true), blamedOnUs);
    }

    @Test
    void dialWithAResolverThatTakesNothingMoreIsNoFailureOfThePartner() {
        // Given
        LinkEdge saturated = new LinkEdge(
                tlsKey,
                () -> Relays.hello(1, 1),
                loops,
                () -> {
                    throw new AssertionError("no link may come of this");
                },
                new UnreadBytes(UnreadBytes.USUAL_MOST),
                task -> {
                    throw new RejectedExecutionException("full");
                },
                Clock.systemUTC());

        // When
        saturated.dial(partner("two.example:4711"), 0, failures::add);

        // Then
        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        assertEquals(List.of(DialTrouble.ofOurs("this relay cannot open a connection")), List.copyOf(failures));
    }

    private void assertOneFailure(String words) {
        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        // Whatever else the connection brings has been brought once its event loop has ended.
        stop();
        assertEquals(List.of(DialTrouble.ofPartner(words)), List.copyOf(failures));
    }

    private static Partner partner(String... endpoints) {
        SigningKey identity = SigningKey.generate(ENTROPY);
        Instant now = Instant.now();
        RoutingKey routingKey = new RoutingKey(SealingKey.generate(ENTROPY).publicKey(), now, now.plusSeconds(1_000));
        return new Partner(new RelayCard(
                        RelayId.of(identity.verifyingKey().bytes()),
                        "two.example",
                        1,
                        now,
                        now.plusSeconds(1_000),
                        List.of(endpoints),
                        List.of(TlsKey.generate(new SecureRandom(), now).pin()),
                        List.of(routingKey))
                .sign(identity));
    }
}
