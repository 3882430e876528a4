package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.relay.ping.PingEnd;
import org.waystation.relay.ping.PingReport;

/** A canary over the sockets and disks of two relays. */
class PingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TWO = "two.example";

    private final GoingClock clock = new GoingClock();
    private TestRelay one;
    private TestRelay two;

    @BeforeEach
    void startTwoPartners(@TempDir Path directory) throws Exception {
        one = TestRelay.start(directory.resolve("one"), "one.example", RelayLimits.DEFAULT, clock, HomeStore.ON_DISK);
        two = TestRelay.start(directory.resolve("two"), TWO);
        one.partnerWith(two);
        await().atMost(PATIENCE).until(() -> partner().linked());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void pingGoesThroughBothRelaysAndLeavesNothing() {
        // When
        PingReport report = one.server().ping(TWO);

        // Then
        assertEquals(PingEnd.WELL, report.end());
        assertTrue(report.link().linked());
        assertTrue(report.roundTrip().compareTo(PATIENCE) < 0);
        assertTrue(report.link().skew().orElseThrow().abs().compareTo(PATIENCE) < 0);
        assertEquals(0, partner().waiting());
    }

    @Test
    void partnerWhoseRoutingKeyHereIsOldRefusesThePing() throws Exception {
        // Given
        one.home()
                .partners()
                .add(withAnotherRoutingKey(two.server().card().card())
                        .sign(two.home().secrets().identity()));
        await().atMost(PATIENCE).until(() -> one.server().ping(TWO).end() != PingEnd.WELL);

        // When
        PingReport report = one.server().ping(TWO);

        // Then
        assertEquals(PingEnd.REFUSED, report.end());
        assertEquals(Optional.of(FaultNumber.of(FaultCode.UNDECIPHERABLE)), report.fault());
    }

    @Test
    void partnerThatIsStoppedDoesNotAnswer() {
        // Given
        two.stop();
        CompletableFuture<PingReport> ping =
                CompletableFuture.supplyAsync(() -> one.server().ping(TWO));
        await().atMost(PATIENCE).until(() -> partner().waiting() == 1);

        // When
        clock.pass(Duration.ofSeconds(31));

        // Then
        PingReport report = ping.join();
        assertEquals(PingEnd.NO_ANSWER, report.end());
        assertFalse(report.link().linked());
        assertFalse(report.link().trouble().isEmpty());
        assertEquals(0, partner().waiting());
    }

    private RelayStatus.PartnerStatus partner() {
        return one.server().status().partners().stream()
                .findFirst()
                .orElseGet(() -> new RelayStatus.PartnerStatus(TWO, false, 0, 0, ""));
    }

    private static RelayCard withAnotherRoutingKey(RelayCard card) {
        SealingKey key = SealingKey.fromSeed(SecretKey32.random(Entropy.system()));
        RoutingKey before = card.routingKeys().get(0);
        return new RelayCard(
                card.relay(),
                card.name(),
                card.sequence() + 1,
                card.issuedAt(),
                card.expiresAt(),
                card.endpoints(),
                card.tlsPins(),
                List.of(new RoutingKey(key.publicKey(), before.notBefore(), before.notAfter())));
    }
}
