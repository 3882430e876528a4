package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.limits.SizeClass;

/** Relays that are no partners, or do not prove that they are. */
class StrangersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestRelay one;
    private TestRelay two;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        one = TestRelay.start(directory.resolve("one"), "one.example");
        two = TestRelay.start(directory.resolve("two"), "two.example");
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void relayThatIsNotOnTheRosterCannotLink() throws Exception {
        // Given
        two.home().partners().add(one.server().card());

        // When
        await().atMost(PATIENCE).until(() -> !partner(two).trouble().isEmpty());

        // Then
        assertFalse(partner(two).linked());
        assertTrue(one.server().status().partners().isEmpty());
    }

    @Test
    void relayBecomesAPartnerWhileBothRun() throws Exception {
        // Given
        two.home().partners().add(one.server().card());
        await().atMost(PATIENCE).until(() -> !partner(two).trouble().isEmpty());

        // When
        one.home().partners().add(two.server().card());

        // Then
        await().atMost(PATIENCE)
                .until(() -> partner(two).linked() && partner(one).linked());
        assertEquals("", partner(two).trouble());
    }

    @Test
    void relayWithAnotherTlsKeyThanItsCardSaysIsNotLinkedAndTheOperatorIsTold() throws Exception {
        // Given
        one.partnerWith(two);
        await().atMost(PATIENCE).until(() -> partner(two).linked());
        one.stop();
        Path stranger = one.home().directory().resolveSibling("stranger");
        try (TestRelay other = TestRelay.start(stranger, "three.example")) {
            assertTrue(other.server().status().ready());
        }
        Files.copy(
                stranger.resolve("tls.pem"),
                one.home().directory().resolve("tls.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        // Beside its card it would not start.
        Files.delete(one.home().directory().resolve("card"));

        // When
        one.reopen();

        // Then
        await().atMost(PATIENCE).until(() -> partner(two).trouble().contains("TLS key"));
        assertFalse(partner(two).linked());
        assertFalse(partner(one).linked());
    }

    @Test
    void emptyRosterFederatesWithNobody() throws Exception {
        // Given
        RelayCard cardOfTwo = two.server().card().card();
        try (RawClient ana = RawClient.connect(one.server())) {
            ana.redeem(ana.greet(), SigningKey.generate(Entropy.system()), one.voucher());
            var request = Letters.seal(cardOfTwo, Letters.mailbox(), Letters.token(), Letters.content(SizeClass.SMALL));

            // When
            FaultCode card = ana.askForRefusal(new ToRelay.GetCard(cardOfTwo.relay()));
            FaultCode submit = ana.askForRefusal(Letters.submit(cardOfTwo, request));

            // Then
            assertEquals(FaultCode.UNKNOWN_RELAY, card);
            assertEquals(FaultCode.UNKNOWN_RELAY, submit);
        }
    }

    private static RelayStatus.PartnerStatus partner(TestRelay relay) {
        var partners = relay.server().status().partners();
        return partners.isEmpty() ? new RelayStatus.PartnerStatus("nobody", false, 0, 0, "") : partners.get(0);
    }
}
