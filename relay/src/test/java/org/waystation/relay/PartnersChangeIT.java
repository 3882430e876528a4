package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.roster.Standing;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.SealedRequest;

/** Two running relays, whose operators change their minds, and whose keys grow old. */
class PartnersChangeIT {
    private static final Entropy ENTROPY = Entropy.system();

    /** A link that is replaced by its twin just before its end has something new to show keeps it for a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final GoingClock clock = new GoingClock();
    private final SigningKey ana = SigningKey.generate(ENTROPY);
    private final SigningKey owner = SigningKey.generate(ENTROPY);
    private final SendToken token = Letters.token();
    private Path directoryOfOne;
    private TestRelay one;
    private TestRelay two;

    @BeforeEach
    void startTwoPartners(@TempDir Path directory) throws Exception {
        directoryOfOne = directory.resolve("one");
        one = TestRelay.start(directoryOfOne, "one.example", RelayLimits.DEFAULT, clock, HomeStore.ON_DISK);
        two = TestRelay.start(directory.resolve("two"), "two.example", RelayLimits.DEFAULT, clock, HomeStore.ON_DISK);
        one.partnerWith(two);
        awaitLink(true);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    @Test
    void whatIsForAPartnerThatIsHeldWaitsUntilItIsNoLonger() throws Exception {
        // Given
        try (RawClient sender = RawClient.connect(one.server());
                RawClient recipient = RawClient.connect(two.server())) {
            MailboxId mailbox = opens(recipient);
            sender.redeem(sender.greet(), ana, one.voucher());
            one.home().partners().stand(two.home().relay(), Standing.SUSPENDED);
            awaitLink(false);
            // When
            FromRelay.Done suspended = submit(sender, mailbox);
            one.home().partners().stand(two.home().relay(), Standing.QUARANTINED);
            await().atMost(PATIENCE)
                    .until(() -> submit(sender, mailbox)
                            .waitsBecause()
                            .filter(fault -> fault.is(FaultCode.PARTNER_QUARANTINED))
                            .isPresent());
            await().atMost(PATIENCE)
                    .until(() ->
                            two.server().status().partners().get(0).trouble().contains(FaultCode.PARTNER_HELD.words()));
            one.home().partners().stand(two.home().relay(), Standing.ACTIVE);
            // Then
            assertEquals(mailbox, recipient.next(FromRelay.Deliver.class).mailbox());
            assertTrue(suspended.waitsBecause().orElseThrow().is(FaultCode.PARTNER_HELD));
        }
    }

    @Test
    void keysAndEndpointsOfAPartnerChangeOverTheYearsWithoutAWordBetweenOperators() throws Exception {
        // Given
        RelayCard first = cardOfTwoAtOne();
        Bytes firstKey = first.routingKeys().get(0).id();
        Bytes firstPin = first.tlsPins().get(0);
        // When
        clock.pass(Duration.ofDays(180));
        await().atMost(PATIENCE).until(() -> two.server().card().card().sequence() > first.sequence());
        clock.pass(Duration.ofMinutes(2));
        awaitCard(card -> card.routingKeyAt(clock.instant()).isPresent());
        clock.pass(Duration.ofDays(186));
        two.restart();
        awaitCard(card -> card.tlsPins().size() == 2);
        clock.pass(Duration.ofDays(61));
        two.restart();
        awaitCard(card -> !card.names(firstPin));
        // Then
        awaitLink(true);
        assertNotEquals(firstPin, two.home().keys().tls().pin());
        assertTrue(two.home().keys().routing().find(firstKey).isEmpty(), "an old private key opens what is new");
        String log = Files.readString(directoryOfOne.resolve("federation.log"));
        assertTrue(log.contains("link: new card"), log);
    }

    @Test
    void clockOfAPartnerThatIsHoursAheadIsReportedAndHurtsNothing() throws Exception {
        // Given
        two.stop();
        awaitLink(false);
        GoingClock wrong = new GoingClock(Duration.ofHours(9));
        try (TestRelay ahead = TestRelay.open(two.home().directory(), wrong, "two.example");
                RawClient sender = RawClient.connect(one.server());
                RawClient recipient = RawClient.connect(ahead.server())) {
            awaitLink(true);
            ChannelProof proof = recipient.greet();
            recipient.redeem(proof, SigningKey.generate(ENTROPY), ahead.voucher());
            MailboxId mailbox = recipient.openMailbox(proof, owner, token);
            recipient.next(FromRelay.CaughtUp.class);
            sender.redeem(sender.greet(), ana, one.voucher());
            // When
            RelayCard card = ahead.server().card().card();
            Bytes content = Letters.content(SizeClass.SMALL);
            sender.ask(
                    Letters.submit(card, Letters.seal(card, mailbox, token, Duration.ofDays(2), content)),
                    FromRelay.Done.class);
            // Then
            assertEquals(mailbox, recipient.next(FromRelay.Deliver.class).mailbox());
            String told = one.server().status().partners().get(0).trouble();
            assertTrue(told.matches("its clock was 5[34][0-9] min ahead of this one.*"), told);
        }
    }

    @Test
    void relayThatClosesForGoodTellsItsPartnersOverTheLink() throws Exception {
        // Given
        try (RawClient sender = RawClient.connect(one.server());
                RawClient recipient = RawClient.connect(two.server())) {
            MailboxId mailbox = opens(recipient);
            sender.redeem(sender.greet(), ana, one.voucher());
            Tombstone gone = new Tombstone(
                    Instant.now().minusSeconds(1),
                    Optional.of(
                            new Tombstone.Successor("three.example", one.home().relay())));
            // When
            clock.pass(Duration.ofMinutes(2));
            two.home().retire(gone);
            awaitLink(false);
            awaitCard(card -> card.tombstone().isPresent());
            // Then
            assertEquals(
                    FaultCode.RELAY_RETIRED,
                    sender.askForRefusal(submission(two.server().card().card(), mailbox)));
            FromRelay.CardReply shown =
                    sender.ask(new ToRelay.GetCard(two.home().relay()), FromRelay.CardReply.class);
            assertEquals(
                    "three.example",
                    SignedCard.verify(shown.card())
                            .card()
                            .tombstone()
                            .orElseThrow()
                            .successor()
                            .orElseThrow()
                            .name());
        }
    }

    @Test
    void whatWaitsForARelayThatIsGoneEndsWithThatOutcome() throws Exception {
        // Given
        try (RawClient sender = RawClient.connect(one.server())) {
            sender.redeem(sender.greet(), ana, one.voucher());
            two.stop();
            awaitLink(false);
            submit(sender, Letters.mailbox());
            // When
            one.home().partners().add(two.home().retire(new Tombstone(Instant.EPOCH, Optional.empty())));
            // Then
            FromRelay.OutcomeReady outcome = sender.next(FromRelay.OutcomeReady.class);
            assertEquals(Optional.of(FaultCode.RELAY_RETIRED), outcome.failure().flatMap(fault -> fault.code()));
            sender.ask(new ToRelay.Collect(List.of(outcome.submission())), FromRelay.Done.class);
        }
    }

    private void awaitLink(boolean there) {
        await().atMost(PATIENCE)
                .until(() ->
                        one.server().status().partners().stream().anyMatch(RelayStatus.PartnerStatus::linked) == there);
    }

    private void awaitCard(Predicate<RelayCard> expected) {
        await().atMost(PATIENCE).until(() -> expected.test(cardOfTwoAtOne()));
    }

    private RelayCard cardOfTwoAtOne() throws Exception {
        return one.home().partners().roster().partners().iterator().next().card();
    }

    private MailboxId opens(RawClient recipient) throws Exception {
        ChannelProof proof = recipient.greet();
        recipient.redeem(proof, SigningKey.generate(ENTROPY), two.voucher());
        MailboxId mailbox = recipient.openMailbox(proof, owner, token);
        assertEquals(mailbox, recipient.next(FromRelay.CaughtUp.class).mailbox());
        return mailbox;
    }

    private FromRelay.Done submit(RawClient sender, MailboxId mailbox) throws Exception {
        return sender.ask(submission(two.server().card().card(), mailbox), FromRelay.Done.class);
    }

    private ToRelay.Submit submission(RelayCard card, MailboxId mailbox) {
        SealedRequest.ForSending request = Letters.seal(card, mailbox, token, Letters.content(SizeClass.SMALL));
        return Letters.submit(card, request);
    }
}
