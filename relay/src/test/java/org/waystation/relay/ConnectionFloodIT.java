package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.relay.mailbox.MailboxLimits;

/** Far more connections than a relay takes, from somebody who wants to keep the others out. */
class ConnectionFloodIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ports of one address towards another, less those that others use. */
    private static final long MOST_FROM_ONE_ADDRESS = 20_000;

    /** Descriptors for everything else: libraries, the store, other tests. */
    private static final long SPARE_DESCRIPTORS = 2_000;

    private static final int FEW = 48;
    private static final int LEAST_HANDSHAKES = 16;

    private final List<SocketChannel> silent = new ArrayList<>();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (SocketChannel each : silent) {
            each.close();
        }
        clients.forEach(RawClient::close);
    }

    @Test
    void connectionsThatNeverBeginTlsKeepNobodyOut(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay relay = start(directory, RelayLimits.DEFAULT.maxConnections())) {
            RawClient before = connect(relay);
            int most = RelayLimits.DEFAULT.maxConnections() / 8;

            // When
            openInSilence(relay.server().address(), asManyAsFit());

            // Then
            connect(relay).ask(new ToRelay.Ping(), FromRelay.Pong.class);
            before.ask(new ToRelay.Ping(), FromRelay.Pong.class);
            await().atMost(PATIENCE).until(() -> relay.server().status().connections() <= most + 2);
        }
    }

    @Test
    void fullRelayRefusesMoreAndServesThoseThatItHas(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay relay = start(directory, FEW)) {
            for (int i = 0; i < FEW; i++) {
                join(relay);
            }

            // When
            int refused = 0;
            for (int i = 0; i < FEW; i++) {
                refused += isRefused(relay) ? 1 : 0;
            }

            // Then
            assertEquals(FEW, refused);
            assertEquals(FEW, relay.server().status().connections());
            for (RawClient each : clients) {
                each.ask(new ToRelay.Ping(), FromRelay.Pong.class);
            }
            clients.remove(0).close();
            await().atMost(PATIENCE).until(() -> !isRefused(relay));
        }
    }

    @Test
    void silentConnectionsMakeRoomInARelayThatIsFullOtherwise(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay relay = start(directory, FEW)) {
            for (int i = 0; i < FEW - LEAST_HANDSHAKES; i++) {
                join(relay);
            }
            openInSilence(relay.server().address(), FEW);
            await().atMost(PATIENCE).until(() -> relay.server().status().connections() == FEW);

            // When
            for (int i = 0; i < LEAST_HANDSHAKES; i++) {
                connect(relay);
            }

            // Then
            await().atMost(PATIENCE).until(() -> relay.server().status().connections() == FEW);
            for (RawClient each : clients) {
                each.ask(new ToRelay.Ping(), FromRelay.Pong.class);
            }
        }
    }

    @Test
    void strangersMakeRoomForMembers(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay relay = start(directory, FEW)) {
            RawClient member = join(relay);
            for (int i = 0; i < 2 * FEW; i++) {
                connect(relay);
            }

            // When
            RawClient another = join(relay);

            // Then
            member.ask(new ToRelay.Ping(), FromRelay.Pong.class);
            another.ask(new ToRelay.Ping(), FromRelay.Pong.class);
            await().atMost(PATIENCE).until(() -> relay.server().status().connections() <= FEW);
        }
    }

    @Test
    void memberWhoComesAgainAndAgainTakesOnlyTheirOwnRoom(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay relay = start(directory, FEW)) {
            RawClient another = join(relay);
            SigningKey member = SigningKey.generate(Entropy.system());
            RawClient first = RawClient.connect(relay.server());
            clients.add(first);
            first.redeem(first.greet(), member, relay.voucher());

            // When
            for (int i = 0; i < 2 * FEW; i++) {
                RawClient again = RawClient.connect(relay.server());
                clients.add(again);
                again.login(again.greet(), member);
            }

            // Then
            another.ask(new ToRelay.Ping(), FromRelay.Pong.class);
            await().atMost(PATIENCE).until(() -> relay.server().status().connections() <= 17);
            clients.get(clients.size() - 1).ask(new ToRelay.Ping(), FromRelay.Pong.class);
        }
    }

    /** A client that the relay knows. */
    private RawClient join(TestRelay relay) throws Exception {
        RawClient client = RawClient.connect(relay.server());
        clients.add(client);
        client.redeem(client.greet(), SigningKey.generate(Entropy.system()), relay.voucher());
        return client;
    }

    private static TestRelay start(Path directory, int maxConnections) throws Exception {
        RelayLimits usual = RelayLimits.DEFAULT;
        MailboxLimits mailbox = usual.mailbox();
        return TestRelay.start(
                directory.resolve("relay"),
                "relay.example",
                new RelayLimits(
                        mailbox,
                        usual.outbox(),
                        usual.maxMailboxesPerMember(),
                        usual.minFreeDiskBytes(),
                        maxConnections));
    }

    private RawClient connect(TestRelay relay) throws Exception {
        RawClient client = RawClient.connect(relay.server());
        clients.add(client);
        client.greet();
        return client;
    }

    private boolean isRefused(TestRelay relay) {
        try {
            connect(relay);
            return false;
        } catch (Exception hungUp) {
            return true;
        }
    }

    private void openInSilence(InetSocketAddress address, long connections) throws IOException {
        for (long i = 0; i < connections; i++) {
            silent.add(SocketChannel.open(address));
        }
    }

    /** Both ends are in this process. */
    private static long asManyAsFit() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - SPARE_DESCRIPTORS;
        assertTrue(free > 0, "this process may open hardly any file");
        return Math.min(free / 2, MOST_FROM_ONE_ADDRESS);
    }
}
