package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.outbox.Submission;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;

/** One relay and its clients: restarts, stops, slow readers, second devices. */
class RelayServerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningKey member = SigningKey.generate(Entropy.system());
    private final SigningKey owner = SigningKey.generate(Entropy.system());
    private final SendToken token = Letters.token();

    private TestRelay relay;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        relay = TestRelay.start(directory.resolve("relay"), "one.example");
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void restartKeepsMembersMailboxesAndEnvelopes() throws Exception {
        // Given
        MailboxId mailbox;
        SealedRequest.ForSending request;
        ToRelay.Submit submit;
        try (RawClient client = RawClient.connect(relay.server())) {
            ChannelProof proof = client.greet();
            client.redeem(proof, member, relay.voucher());
            mailbox = client.openMailbox(proof, owner, token);
            client.next(FromRelay.CaughtUp.class);
            request = Letters.seal(card(), mailbox, token, Letters.content(SizeClass.SMALL));
            submit = Letters.submit(card(), request);
            client.send(submit);
            client.next(FromRelay.Deliver.class);
            client.next(FromRelay.Done.class);
            client.next(FromRelay.OutcomeReady.class);
        }
        int port = relay.server().address().getPort();
        RelayCard before = card();

        // When
        relay.restart();

        // Then
        assertEquals(port, relay.server().address().getPort());
        assertEquals(before, card());
        try (RawClient client = RawClient.connect(relay.server())) {
            ChannelProof proof = client.greet();
            client.login(proof, member);
            client.ask(submit, FromRelay.Done.class);
            FromRelay.OutcomeReady outcome = client.next(FromRelay.OutcomeReady.class);
            assertEquals(
                    new Answer.Appended(true, Optional.empty()),
                    Replies.open(request, outcome.reply().orElseThrow()));
            client.attach(proof, owner, mailbox);
            assertEquals(mailbox, client.next(FromRelay.Deliver.class).mailbox());
            client.next(FromRelay.CaughtUp.class);
        }
    }

    @Test
    void whatWasAcknowledgedForAPartnerBeforeAStopIsThereAfterIt(@TempDir Path directory) throws Exception {
        // Given
        RelayCard away;
        try (TestRelay partner = TestRelay.start(directory.resolve("partner"), "two.example")) {
            relay.partnerWith(partner);
            away = partner.server().card().card();
        }
        relay.restart();
        SealedRequest.ForSending request =
                Letters.seal(away, Letters.mailbox(), token, Letters.content(SizeClass.SMALL));
        List<ToRelay.Submit> sent =
                Stream.generate(() -> Letters.submit(away, request)).limit(300).toList();

        // When
        int acknowledged = acknowledgedBeforeAStop(sent);
        relay.restart();

        // Then
        try (RawClient client = RawClient.connect(relay.server())) {
            client.login(client.greet(), member);
            client.ask(
                    new ToRelay.Watch(sent.stream()
                            .limit(acknowledged)
                            .map(ToRelay.Submit::submission)
                            .toList()),
                    FromRelay.Done.class);
            client.send(new ToRelay.Ping());
            assertEquals(FromRelay.Pong.class, client.next(FromRelay.class).getClass());
        }
    }

    @Test
    void whatWasAcknowledgedForThisRelayBeforeAStopIsThereAfterIt() throws Exception {
        // Given
        MailboxId mailbox;
        try (RawClient client = RawClient.connect(relay.server())) {
            ChannelProof proof = client.greet();
            client.redeem(proof, member, relay.voucher());
            mailbox = client.openMailbox(proof, owner, token);
        }
        RelayCard card = card();
        List<ToRelay.Submit> sent = Stream.generate(() ->
                        Letters.submit(card, Letters.seal(card, mailbox, token, Letters.content(SizeClass.SMALL))))
                .limit(60)
                .toList();

        // When
        int acknowledged = acknowledgedBeforeAStop(sent);
        relay.restart();

        // Then
        try (RawClient client = RawClient.connect(relay.server())) {
            ChannelProof proof = client.greet();
            client.attach(proof, owner, mailbox);
            for (int i = 0; i < acknowledged; i++) {
                client.next(FromRelay.Deliver.class);
            }
        }
    }

    @Test
    void whatAnEarlierVersionLetWaitForTheRelayItselfIsUnknownSoThatItIsSubmittedAnew() throws Exception {
        // Given
        SealedRequest.ForSending request =
                Letters.seal(card(), Letters.mailbox(), token, Letters.content(SizeClass.SMALL));
        ToRelay.Submit submit = Letters.submit(card(), request);
        relay.stop();
        try (Store store =
                        HomeStore.ON_DISK.open(relay.home(), Entropy.system()).rows();
                Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            Submission waiting = new Submission(
                    submit.submission(),
                    submit.destination(),
                    submit.lane(),
                    Instant.ofEpochSecond(submit.expiresAt()),
                    submit.request());
            new Outbox(RelayLimits.DEFAULT.outbox(), (any, at) -> Optional.empty(), new NobodyHears())
                    .submit(tx, waiting, MemberKey.of(new byte[MemberKey.LENGTH_BYTES]), Instant.now());
            tx.commit();
        }

        // When
        relay.reopen();

        // Then
        try (RawClient client = RawClient.connect(relay.server())) {
            client.redeem(client.greet(), member, relay.voucher());
            FromRelay.OutcomeReady outcome =
                    client.ask(new ToRelay.Watch(List.of(submit.submission())), FromRelay.OutcomeReady.class);
            assertEquals(
                    FromRelay.OutcomeReady.failure(submit.submission(), FaultNumber.of(FaultCode.UNKNOWN_SUBMISSION)),
                    outcome);
        }
    }

    /** How many of these were acknowledged; they are the first, since the relay answers in order. */
    private int acknowledgedBeforeAStop(List<ToRelay.Submit> sent) throws Exception {
        int acknowledged = 1;
        try (RawClient client = RawClient.connect(relay.server())) {
            client.redeem(client.greet(), member, relay.voucher());
            sent.forEach(client::send);
            client.next(FromRelay.Done.class);
            relay.stop();
            assertTrue(client.awaitClosed());
            while (!client.hasNothingWaiting()) {
                acknowledged += client.next(FromRelay.class) instanceof FromRelay.Done ? 1 : 0;
            }
        }
        return acknowledged;
    }

    @Test
    void slowReaderCostsNobodyElseAnything() throws Exception {
        // Given
        try (RawClient slow = RawClient.connect(relay.server());
                RawClient other = RawClient.connect(relay.server())) {
            ChannelProof proof = slow.greet();
            slow.redeem(proof, member, relay.voucher());
            MailboxId mailbox = slow.openMailbox(proof, owner, token);
            slow.next(FromRelay.CaughtUp.class);
            slow.stopReading();
            other.redeem(other.greet(), SigningKey.generate(Entropy.system()), relay.voucher());

            // When
            for (int i = 0; i < 80; i++) {
                SealedRequest.ForSending request =
                        Letters.seal(card(), mailbox, token, Letters.content(SizeClass.HUGE));
                other.ask(Letters.submit(card(), request), FromRelay.Done.class);
                FromRelay.OutcomeReady outcome = other.next(FromRelay.OutcomeReady.class);

                // Then
                assertEquals(
                        new Answer.Appended(false, Optional.empty()),
                        Replies.open(request, outcome.reply().orElseThrow()));
            }
            other.ask(new ToRelay.Ping(), FromRelay.Pong.class);
        }
    }

    @Test
    void secondDeviceTakesAMailboxOverAndTheFirstIsTold() throws Exception {
        // Given
        try (RawClient first = RawClient.connect(relay.server());
                RawClient second = RawClient.connect(relay.server())) {
            ChannelProof proof = first.greet();
            first.redeem(proof, member, relay.voucher());
            MailboxId mailbox = first.openMailbox(proof, owner, token);
            first.next(FromRelay.CaughtUp.class);

            // When
            second.attach(second.greet(), owner, mailbox);

            // Then
            second.next(FromRelay.CaughtUp.class);
            assertEquals(mailbox, first.next(FromRelay.Detached.class).mailbox());
            assertEquals(FaultCode.NOT_DELIVERED, first.askForRefusal(new ToRelay.Acknowledge(mailbox, 1)));
        }
    }

    @Test
    void voucherMakesOneMemberOnly() throws Exception {
        // Given
        var voucher = relay.voucher();
        try (RawClient ana = RawClient.connect(relay.server());
                RawClient mallory = RawClient.connect(relay.server())) {
            ana.redeem(ana.greet(), member, voucher);
            ChannelProof proof = mallory.greet();
            SigningKey other = SigningKey.generate(Entropy.system());
            var key =
                    org.waystation.protocol.id.MemberKey.of(other.verifyingKey().bytes());

            // When
            FaultCode fault = mallory.askForRefusal(new ToRelay.Redeem(voucher, key, proof.signRedeem(other, voucher)));

            // Then
            assertEquals(FaultCode.VOUCHER_USED, fault);
        }
    }

    @Test
    void connectionThatClosesIsForgotten() throws Exception {
        // Given
        try (RawClient client = RawClient.connect(relay.server())) {
            client.greet();
            assertEquals(1, relay.server().status().connections());
        }

        // When, Then
        await().atMost(PATIENCE).until(() -> relay.server().status().connections() == 0);
        assertTrue(relay.server().status().ready());
        relay.stop();
        assertFalse(relay.server().status().ready());
    }

    private RelayCard card() {
        return relay.server().card().card();
    }
}
