package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
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
    void restartKeepsMembersMailboxesEnvelopesAndOutcomes() throws Exception {
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
            client.ask(submit, FromRelay.Done.class);
            client.next(FromRelay.class);
            client.next(FromRelay.class);
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
            FromRelay.OutcomeReady outcome =
                    client.ask(new ToRelay.Watch(List.of(submit.submission())), FromRelay.OutcomeReady.class);
            client.next(FromRelay.Done.class);
            assertEquals(
                    new Answer.Appended(false, Optional.empty()),
                    Replies.open(request, outcome.reply().orElseThrow()));
            client.attach(proof, owner, mailbox);
            assertEquals(mailbox, client.next(FromRelay.Deliver.class).mailbox());
            client.next(FromRelay.CaughtUp.class);
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAStopIsThereAfterIt() throws Exception {
        // Given
        List<SubmissionId> sent = new ArrayList<>();
        List<SubmissionId> acknowledged = new ArrayList<>();
        try (RawClient client = RawClient.connect(relay.server())) {
            client.redeem(client.greet(), member, relay.voucher());
            SealedRequest.ForSending request =
                    Letters.seal(card(), Letters.mailbox(), token, Letters.content(SizeClass.SMALL));
            for (int i = 0; i < 300; i++) {
                ToRelay.Submit submit = Letters.submit(card(), request);
                sent.add(submit.submission());
                client.send(submit);
            }
            client.next(FromRelay.Done.class);
            acknowledged.add(sent.get(0));

            // When
            relay.stop();
            assertTrue(client.awaitClosed());
            while (!client.hasNothingWaiting()) {
                if (client.next(FromRelay.class) instanceof FromRelay.Done) {
                    acknowledged.add(sent.get(acknowledged.size()));
                }
            }
        }
        relay.restart();

        // Then
        try (RawClient client = RawClient.connect(relay.server())) {
            client.login(client.greet(), member);
            client.send(new ToRelay.Watch(sent));
            List<SubmissionId> unknown = new ArrayList<>();
            FaultNumber notHeld = FaultNumber.of(FaultCode.UNKNOWN_SUBMISSION);
            for (int heard = 0; heard < sent.size(); ) {
                if (client.next(FromRelay.class) instanceof FromRelay.OutcomeReady outcome) {
                    heard++;
                    outcome.failure().filter(notHeld::equals).ifPresent(any -> unknown.add(outcome.submission()));
                }
            }
            assertTrue(acknowledged.stream().noneMatch(unknown::contains));
        }
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
