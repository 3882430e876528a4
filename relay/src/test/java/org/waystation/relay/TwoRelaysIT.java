package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.home.HomeTrouble;

/**
 * The way of an envelope through two relays: submit, outbox, link, mailbox, push, acknowledge, outcome. The relays are the
 * same for all tests, whose people are new ones each time.
 */
class TwoRelaysIT {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SigningKey sender = SigningKey.generate(ENTROPY);
    private final SigningKey recipient = SigningKey.generate(ENTROPY);
    private final SigningKey owner = SigningKey.generate(ENTROPY);
    private final SendToken token = SendToken.of(ENTROPY.bytes(SendToken.LENGTH_BYTES));

    private static TestRelay one;
    private static TestRelay two;

    @BeforeAll
    static void startTwoPartners(@TempDir Path directory) throws Exception {
        one = TestRelay.start(directory.resolve("one"), "one.example");
        two = TestRelay.start(directory.resolve("two"), "two.example");
        one.partnerWith(two);
    }

    @BeforeEach
    void awaitTheLink() {
        await().atMost(PATIENCE)
                .until(() -> one.server().status().partners().stream().anyMatch(RelayStatus.PartnerStatus::linked));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void envelopeIsPushedToTheAttachedOwnerAndTheSenderLearnsTheOutcome() throws Exception {
        try (RawClient ana = RawClient.connect(one.server());
                RawClient bojan = RawClient.connect(two.server())) {
            // Given
            MailboxId mailbox = bojanOpens(bojan);
            anaJoins(ana);
            SealedRequest.ForSending request = seal(ana, mailbox, token, envelope());

            // When
            SubmissionId submission = submit(ana, request);

            // Then
            FromRelay.Deliver delivered = bojan.next(FromRelay.Deliver.class);
            assertEquals(mailbox, delivered.mailbox());
            assertEquals(new Answer.Appended(false, Optional.empty()), outcome(ana, submission, request));
            bojan.ask(new ToRelay.Acknowledge(mailbox, delivered.sequence()), FromRelay.Done.class);
        }
    }

    @Test
    void repeatOfAnEnvelopeIsASuccessAndIsNotDeliveredAgain() throws Exception {
        try (RawClient ana = RawClient.connect(one.server());
                RawClient bojan = RawClient.connect(two.server())) {
            // Given
            MailboxId mailbox = bojanOpens(bojan);
            anaJoins(ana);
            EnvelopeId id = envelope();
            SealedRequest.ForSending first = seal(ana, mailbox, token, id);
            SealedRequest.ForSending second = seal(ana, mailbox, token, id);
            outcome(ana, submit(ana, first), first);
            long sequence = bojan.next(FromRelay.Deliver.class).sequence();
            bojan.ask(new ToRelay.Acknowledge(mailbox, sequence), FromRelay.Done.class);

            // When
            Answer answer = outcome(ana, submit(ana, second), second);

            // Then
            assertEquals(new Answer.Appended(true, Optional.empty()), answer);
            assertTrue(bojan.hasNothingWaiting());
        }
    }

    @Test
    void wrongTokenAndUnknownMailboxAreAnsweredAlike() throws Exception {
        try (RawClient ana = RawClient.connect(one.server());
                RawClient bojan = RawClient.connect(two.server())) {
            // Given
            MailboxId mailbox = bojanOpens(bojan);
            anaJoins(ana);
            SendToken wrong = SendToken.of(ENTROPY.bytes(SendToken.LENGTH_BYTES));
            MailboxId unknown = MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES));

            // When
            SealedRequest.ForSending wrongToken = seal(ana, mailbox, wrong, envelope());
            SealedRequest.ForSending noMailbox = seal(ana, unknown, token, envelope());

            // Then
            assertEquals(
                    Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX), outcome(ana, submit(ana, wrongToken), wrongToken));
            assertEquals(Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX), outcome(ana, submit(ana, noMailbox), noMailbox));
        }
    }

    @Test
    void whatWasSubmittedWhileThePartnerWasDownArrivesInOrderAfterRestartsOfBoth() throws Exception {
        // Given
        MailboxId mailbox;
        try (RawClient bojan = RawClient.connect(two.server())) {
            mailbox = bojanOpens(bojan);
        }
        RelayCard cardOfTwo = two.server().card().card();
        two.stop();
        EnvelopeId[] sent = new EnvelopeId[20];
        try (RawClient ana = RawClient.connect(one.server())) {
            anaJoins(ana);
            for (int i = 0; i < sent.length; i++) {
                sent[i] = envelope();
                submit(ana, seal(cardOfTwo, mailbox, token, sent[i]));
            }
        }

        // When
        one.restart();
        two.restart();

        // Then
        try (RawClient bojan = RawClient.connect(two.server())) {
            bojan.attach(bojan.greet(), owner, mailbox);
            long last = 0;
            for (EnvelopeId each : sent) {
                FromRelay.Deliver delivered = nextDelivery(bojan);
                assertEquals(each, delivered.envelope());
                last = delivered.sequence();
            }
            bojan.send(new ToRelay.Acknowledge(mailbox, last));
        }
    }

    @Test
    void submissionForAStrangerIsRefused() throws Exception {
        try (RawClient ana = RawClient.connect(one.server())) {
            // Given
            anaJoins(ana);
            RelayId stranger =
                    RelayId.of(SigningKey.generate(ENTROPY).verifyingKey().bytes());

            // When
            FaultCode fault = ana.askForRefusal(new ToRelay.GetCard(stranger));

            // Then
            assertEquals(FaultCode.UNKNOWN_RELAY, fault);
        }
    }

    @Test
    void clientsOfOneRelayGoTheSameWay() throws Exception {
        try (RawClient ana = RawClient.connect(two.server());
                RawClient bojan = RawClient.connect(two.server())) {
            // Given
            MailboxId mailbox = bojanOpens(bojan);
            ana.redeem(ana.greet(), sender, two.voucher());
            SealedRequest.ForSending request = seal(two.server().card().card(), mailbox, token, envelope());

            // When
            SubmissionId submission = submit(ana, request);

            // Then
            assertEquals(mailbox, bojan.next(FromRelay.Deliver.class).mailbox());
            assertEquals(new Answer.Appended(false, Optional.empty()), outcome(ana, submission, request));
        }
    }

    @Test
    void acknowledgementOfWhatWasNeverDeliveredIsRefused() throws Exception {
        try (RawClient bojan = RawClient.connect(two.server())) {
            // Given
            MailboxId mailbox = bojanOpens(bojan);

            // When
            FaultCode fault = bojan.askForRefusal(new ToRelay.Acknowledge(mailbox, 1));

            // Then
            assertEquals(FaultCode.NOT_DELIVERED, fault);
        }
    }

    @Test
    void strangerCannotAttachToAMailbox() throws Exception {
        try (RawClient bojan = RawClient.connect(two.server());
                RawClient mallory = RawClient.connect(two.server())) {
            // Given
            MailboxId mailbox = bojanOpens(bojan);
            ChannelProof proof = mallory.greet();
            SigningKey wrong = SigningKey.generate(ENTROPY);

            // When
            FaultCode fault = mallory.askForRefusal(new ToRelay.Attach(mailbox, proof.signAttach(wrong, mailbox)));

            // Then
            assertEquals(FaultCode.REJECTED, fault);
        }
    }

    @Test
    void malformedFrameCostsOnlyItsOwnConnection() throws Exception {
        try (RawClient bojan = RawClient.connect(two.server());
                RawClient mallory = RawClient.connect(two.server())) {
            // Given
            bojan.greet();

            // When
            mallory.sendRaw(new byte[] {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3});

            // Then
            assertEquals(
                    FaultCode.OVERSIZED,
                    mallory.next(FromRelay.Refused.class).fault().code().orElseThrow());
            assertTrue(mallory.awaitClosed());
            bojan.ask(new ToRelay.Ping(), FromRelay.Pong.class);
        }
    }

    @Test
    void strangerMaySayLittleAtOnceAndAMemberMore() throws Exception {
        try (RawClient ana = RawClient.connect(one.server());
                RawClient mallory = RawClient.connect(one.server())) {
            // Given
            ToRelay large =
                    new ToRelay.Collect(Stream.generate(() -> SubmissionId.of(ENTROPY.bytes(SubmissionId.LENGTH_BYTES)))
                            .limit(100)
                            .toList());
            anaJoins(ana);
            mallory.greet();

            // When
            mallory.send(large);

            // Then
            assertEquals(
                    FaultCode.OVERSIZED,
                    mallory.next(FromRelay.Refused.class).fault().code().orElseThrow());
            assertTrue(mallory.awaitClosed());
            ana.ask(large, FromRelay.Done.class);
        }
    }

    @Test
    void secondRelayCannotUseTheSameDirectory() {
        // Given, When
        Exception refusal = assertThrows(HomeTrouble.class, () -> one.home().lock());

        // Then
        assertFalse(String.valueOf(refusal.getMessage()).isEmpty());
    }

    private void anaJoins(RawClient ana) throws Exception {
        ana.redeem(ana.greet(), sender, one.voucher());
    }

    private MailboxId bojanOpens(RawClient bojan) throws Exception {
        ChannelProof proof = bojan.greet();
        bojan.redeem(proof, recipient, two.voucher());
        MailboxId mailbox = bojan.openMailbox(proof, owner, token);
        assertEquals(mailbox, bojan.next(FromRelay.CaughtUp.class).mailbox());
        return mailbox;
    }

    private static EnvelopeId envelope() {
        return EnvelopeId.of(ENTROPY.bytes(EnvelopeId.LENGTH_BYTES));
    }

    private SealedRequest.ForSending seal(RawClient ana, MailboxId mailbox, SendToken key, EnvelopeId id)
            throws Exception {
        FromRelay.CardReply reply =
                ana.ask(new ToRelay.GetCard(two.server().card().card().relay()), FromRelay.CardReply.class);
        return seal(SignedCard.verify(reply.card()).card(), mailbox, key, id);
    }

    private static SealedRequest.ForSending seal(RelayCard card, MailboxId mailbox, SendToken key, EnvelopeId id) {
        Instant now = Instant.now();
        Call.Append call = new Call.Append(
                now.plusSeconds(3_600).getEpochSecond(),
                mailbox,
                key,
                id,
                Lane.MESSAGE,
                Bytes.wrap(ENTROPY.bytes(1_024)));
        return SealedRequest.seal(call, card.relay(), card.routingKeyAt(now).orElseThrow(), Optional.empty(), ENTROPY);
    }

    private SubmissionId submit(RawClient ana, SealedRequest.ForSending request) throws Exception {
        SubmissionId id = SubmissionId.of(ENTROPY.bytes(SubmissionId.LENGTH_BYTES));
        RelayId destination = two.home().relay();
        long expires = Instant.now().plusSeconds(3_600).getEpochSecond();
        ana.ask(new ToRelay.Submit(id, destination, Lane.MESSAGE, expires, request.request()), FromRelay.Done.class);
        return id;
    }

    private static Answer outcome(RawClient ana, SubmissionId submission, SealedRequest.ForSending request)
            throws Exception {
        FromRelay.OutcomeReady ready = ana.next(FromRelay.OutcomeReady.class);
        assertEquals(submission, ready.submission());
        ana.ask(new ToRelay.Collect(List.of(submission)), FromRelay.Done.class);
        return Replies.open(request, ready.reply().orElseThrow());
    }

    /** The next delivery, whether or not the relay says in between that it has caught up. */
    private static FromRelay.Deliver nextDelivery(RawClient bojan) throws Exception {
        FromRelay next = bojan.next(FromRelay.class);
        return next instanceof FromRelay.Deliver delivered ? delivered : bojan.next(FromRelay.Deliver.class);
    }
}
