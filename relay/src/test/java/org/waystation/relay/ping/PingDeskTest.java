package org.waystation.relay.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.roster.Standing;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Table;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.CoreRig;
import org.waystation.relay.store.BrittleStore;

/** Pings of one relay, in simulated time, with the partner played by the test. */
class PingDeskTest {
    private static final String TWO = "two.example";

    private CoreRig relay;
    private RelayId partner;

    @BeforeEach
    void makePartners(@TempDir Path directory) throws Exception {
        relay = new CoreRig(directory.resolve("one"), "one.example");
        CoreRig other = new CoreRig(directory.resolve("two"), TWO);
        relay.setRoster(Roster.EMPTY.with(new Partner(other.card())));
        partner = other.card().card().relay();
    }

    @Test
    void partnerIsFoundByNameAndByFingerprint() {
        // When
        CompletableFuture<PingReport> byName = ping(TWO);
        CompletableFuture<PingReport> byFingerprint = ping(Fingerprint.of(partner));
        CompletableFuture<PingReport> stranger = ping("three.example");

        // Then
        assertFalse(byName.isDone());
        assertFalse(byFingerprint.isDone());
        assertEquals(PingEnd.UNKNOWN_PARTNER, stranger.join().end());
        assertEquals("three.example", stranger.join().name());
    }

    @Test
    void nameThatTwoPartnersHaveMeansNeither(@TempDir Path directory) throws Exception {
        // Given
        CoreRig namesake = new CoreRig(directory.resolve("namesake"), TWO);
        CoreRig two = new CoreRig(directory.resolve("real"), TWO);
        relay.setRoster(Roster.EMPTY.with(new Partner(two.card())).with(new Partner(namesake.card())));

        // When
        PingReport report = ping(TWO).join();

        // Then
        assertEquals(PingEnd.AMBIGUOUS, report.end());
    }

    @Test
    void refusalOfThePartnerIsReportedWithItsCodeAndNothingStaysBehind() throws Exception {
        // Given
        PlayedPartner two = new PlayedPartner(relay, partner, 7_200);
        CompletableFuture<PingReport> ping = ping(TWO);

        // When
        two.answer(new LinkMessage.Permanent(FaultNumber.of(FaultCode.UNDECIPHERABLE)));

        // Then
        PingReport report = ping.join();
        assertEquals(PingEnd.REFUSED, report.end());
        assertEquals(Optional.of(FaultNumber.of(FaultCode.UNDECIPHERABLE)), report.fault());
        assertTrue(report.link().linked());
        assertEquals(Optional.of(Duration.ofHours(2)), report.link().skew());
        assertEquals(0, rows());
    }

    @Test
    void partnerThatDoesNotAnswerInTimeIsReportedAndNothingStaysBehind() throws Exception {
        // Given
        CompletableFuture<PingReport> ping = ping(TWO);
        long rowsMeanwhile = rows();

        // When
        relay.pass(Canary.PATIENCE);
        relay.tick();

        // Then
        PingReport report = ping.join();
        assertEquals(PingEnd.NO_ANSWER, report.end());
        assertEquals(Optional.empty(), report.fault());
        assertFalse(report.link().linked());
        assertTrue(rowsMeanwhile > 0);
        assertEquals(0, rows());
    }

    @Test
    void partnerThatPutsRequestsOffIsReportedWithItsReasonUntilItAnswersOrIsGone() {
        // Given
        PlayedPartner two = new PlayedPartner(relay, partner, 0);
        CompletableFuture<PingReport> ping = ping(TWO);
        two.answer(new LinkMessage.Temporary(FaultNumber.of(FaultCode.STORE_UNAVAILABLE), 600));

        // When
        relay.pass(Canary.PATIENCE);
        relay.tick();

        // Then
        assertEquals(PingEnd.NO_ANSWER, ping.join().end());
        assertEquals(
                Optional.of(FaultNumber.of(FaultCode.STORE_UNAVAILABLE)),
                ping.join().fault());
        two.hangUp();
        CompletableFuture<PingReport> next = ping(TWO);
        relay.pass(Canary.PATIENCE);
        relay.tick();
        assertEquals(Optional.empty(), next.join().fault());
    }

    @Test
    void whatWaitsBeforeThePingIsCounted() {
        // Given
        ping(TWO);

        // When
        CompletableFuture<PingReport> second = ping(TWO);
        relay.pass(Canary.PATIENCE);
        relay.tick();

        // Then
        assertEquals(1, second.join().waiting());
    }

    @Test
    void onlySoManyPingsAreUnderWayAtATime() {
        // Given
        for (int i = 0; i < PingDesk.MAX_IN_FLIGHT; i++) {
            ping(TWO);
        }

        // When
        CompletableFuture<PingReport> oneTooMany = ping(TWO);
        relay.pass(Canary.PATIENCE);
        relay.tick();
        CompletableFuture<PingReport> later = ping(TWO);

        // Then
        assertEquals(PingEnd.TOO_MANY, oneTooMany.join().end());
        assertFalse(later.isDone());
    }

    @Test
    void partnerThatIsHeldHereIsNotPinged() throws Exception {
        // Given
        Partner active = relay.roster().find(partner).orElseThrow();
        relay.setRoster(Roster.EMPTY.with(new Partner(active.signed(), Standing.SUSPENDED)));

        // When
        PingReport report = ping(TWO).join();

        // Then
        assertEquals(PingEnd.NOT_TAKEN, report.end());
        assertEquals(Optional.of(FaultNumber.of(FaultCode.PARTNER_HELD)), report.fault());
        assertEquals(0, rows());
    }

    @Test
    void fullDiskAndABrokenOneTakeNoPing() {
        // Given
        relay.setDiskHasRoom(false);
        PingReport full = ping(TWO).join();
        relay.setDiskHasRoom(true);
        relay.store().failAt(BrittleStore.Fault.COMMIT);

        // When
        PingReport broken = ping(TWO).join();

        // Then
        Optional<FaultNumber> unavailable = Optional.of(FaultNumber.of(FaultCode.STORE_UNAVAILABLE));
        assertEquals(PingEnd.NOT_TAKEN, full.end());
        assertEquals(unavailable, full.fault());
        assertEquals(PingEnd.NOT_TAKEN, broken.end());
        assertEquals(unavailable, broken.fault());
    }

    @Test
    void answerInARowThatCannotBeWrittenIsHeardOnceTheDiskWorksAgain() throws Exception {
        // Given
        PlayedPartner two = new PlayedPartner(relay, partner, 0);
        CompletableFuture<PingReport> ping = ping(TWO);
        relay.store().failAt(BrittleStore.Fault.AFTER_COMMIT);
        two.answer(new LinkMessage.Permanent(FaultNumber.of(FaultCode.UNDECIPHERABLE)));
        boolean toldTooEarly = ping.isDone();

        // When
        relay.store().failAt(BrittleStore.Fault.NONE);
        relay.tick();
        relay.tick();

        // Then
        assertFalse(toldTooEarly);
        assertEquals(PingEnd.REFUSED, ping.join().end());
        assertEquals(0, rows());
    }

    private CompletableFuture<PingReport> ping(String who) {
        CompletableFuture<PingReport> report = relay.core().pings().ping(who);
        relay.settle();
        return report;
    }

    /** Requests and outcomes in the store. */
    private long rows() {
        long[] rows = {0};
        try (Batch batch = relay.store().begin()) {
            for (Table each : Outbox.tables()) {
                if (!each.name().equals("outbox-head")) {
                    batch.scan(each, new byte[0], new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF}, (key, value) -> {
                        rows[0]++;
                        return true;
                    });
                }
            }
        }
        return rows[0];
    }
}
