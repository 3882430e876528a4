package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.relay.session.FakePort.refused;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.CoreRig;
import org.waystation.relay.Replies;
import org.waystation.relay.store.BrittleStore;

/** One client's conversation, each kind of frame in and out of its place. */
class ClientSessionTest {
    private static final FromRelay DONE = new FromRelay.Done();

    private CoreRig relay;
    private SessionRig ana;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        relay = new CoreRig(directory.resolve("relay"), "one.example");
        ana = new SessionRig(relay);
    }

    @Test
    void helloIsAnsweredWithTheCardAndAFreshNonce() {
        // When
        FromRelay.Welcome mine = (FromRelay.Welcome) ana.ask(new ToRelay.Hello(1, 7));
        FromRelay.Welcome others = (FromRelay.Welcome) new SessionRig(relay).ask(new ToRelay.Hello(1, 1));

        // Then
        assertEquals(1, mine.version());
        assertEquals(relay.card().encoded(), mine.card());
        assertEquals(relay.now().getEpochSecond(), mine.time());
        assertEquals(ClientSession.WINDOW, mine.window());
        assertFalse(mine.nonce().equals(others.nonce()));
    }

    @Test
    void anythingBeforeHelloEndsTheConnection() {
        // When
        FromRelay answer = ana.ask(new ToRelay.Ping());

        // Then
        assertEquals(refused(FaultCode.OUT_OF_PLACE), answer);
        assertTrue(ana.port().isClosed());
    }

    @Test
    void helloWithoutACommonVersionEndsTheConnection() {
        // When
        FromRelay answer = ana.ask(new ToRelay.Hello(2, 9));

        // Then
        assertEquals(refused(FaultCode.VERSION_MISMATCH), answer);
        assertTrue(ana.port().isClosed());
    }

    @Test
    void secondHelloIsRefused() {
        // Given
        ana.greet();

        // When
        FromRelay answer = ana.ask(new ToRelay.Hello(1, 1));

        // Then
        assertEquals(refused(FaultCode.OUT_OF_PLACE), answer);
        assertFalse(ana.port().isClosed());
    }

    @Test
    void pingIsAnswered() {
        // Given
        ana.greet();

        // When
        FromRelay answer = ana.ask(new ToRelay.Ping());

        // Then
        assertEquals(new FromRelay.Pong(), answer);
    }

    @Test
    void whatIsForMembersIsRefusedToOthers() {
        // Given
        ana.greet();
        SealedRequest.ForSending request = ana.append(SessionRig.randomMailbox());

        for (ToRelay each : List.of(
                ana.create(SessionRig.randomMailbox()),
                ana.submit(SessionRig.randomSubmission(), request),
                new ToRelay.Watch(List.of(SessionRig.randomSubmission())),
                new ToRelay.GetCard(relay.card().card().relay()))) {
            // When
            FromRelay answer = ana.ask(each);

            // Then
            assertEquals(
                    refused(FaultCode.NOT_LOGGED_IN), answer, each.getClass().getSimpleName());
        }
    }

    @Test
    void loginOfAKeyThatIsNoMemberIsRefused() {
        // Given
        ChannelProof proof = ana.greet();

        // When
        FromRelay answer = ana.ask(ana.login(proof));

        // Then
        assertEquals(refused(FaultCode.NOT_LOGGED_IN), answer);
        assertEquals(refused(FaultCode.NOT_LOGGED_IN), ana.ask(ana.create(SessionRig.randomMailbox())));
    }

    @Test
    void signaturesOfAnotherConnectionAreWorthNothing() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        SessionRig mallory = new SessionRig(relay);
        mallory.greet();
        Bytes voucher = relay.voucher();

        for (ToRelay each : List.of(ana.login(proof), ana.redeem(proof, voucher), ana.attach(proof, mailbox))) {
            // When
            FromRelay answer = mallory.ask(each);

            // Then
            assertEquals(refused(FaultCode.REJECTED), answer, each.getClass().getSimpleName());
        }
    }

    @Test
    void memberLogsInOnTheNextConnection() throws Exception {
        // Given
        ana.join();
        ana.session().onClosed();

        // When
        SessionRig next = ana.reconnect();
        FromRelay answer = next.ask(next.login(next.greet()));

        // Then
        assertEquals(DONE, answer);
        assertEquals(DONE, next.ask(next.create(SessionRig.randomMailbox())));
    }

    @Test
    void malformedKeyIsRejectedAndNoMistakeOfOurs() {
        // Given
        ana.greet();
        byte[] noPoint = new byte[32];
        java.util.Arrays.fill(noPoint, (byte) 0xFF);

        // When
        FromRelay answer =
                ana.ask(new ToRelay.Login(org.waystation.protocol.id.MemberKey.of(noPoint), Bytes.wrap(new byte[64])));

        // Then
        assertEquals(refused(FaultCode.REJECTED), answer);
    }

    @Test
    void mailboxIsCreatedOnceForItsOwner() throws Exception {
        // Given
        ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        OwnerKey others =
                OwnerKey.of(SigningKey.generate(Entropy.system()).verifyingKey().bytes());

        // When
        List<FromRelay> answers = List.of(
                ana.ask(ana.create(mailbox)),
                ana.ask(ana.create(mailbox)),
                ana.ask(new ToRelay.CreateMailbox(mailbox, others, SessionRig.TOKEN, false)));

        // Then
        assertEquals(List.of(DONE, DONE, refused(FaultCode.MAILBOX_TAKEN)), answers);
    }

    @Test
    void refusedMailboxIsNotThere(@TempDir Path directory) throws Exception {
        // Given
        var limits = new org.waystation.relay.RelayLimits(
                org.waystation.relay.mailbox.MailboxLimits.DEFAULT,
                org.waystation.federation.outbox.OutboxLimits.DEFAULT,
                1,
                0,
                10);
        CoreRig small = new CoreRig(directory.resolve("small"), "small.example", limits);
        SessionRig bojan = new SessionRig(small);
        ChannelProof proof = bojan.join();
        bojan.ask(bojan.create(SessionRig.randomMailbox()));
        MailboxId second = SessionRig.randomMailbox();

        // When
        FromRelay answer = bojan.ask(bojan.create(second));

        // Then
        assertEquals(refused(FaultCode.TOO_MANY_MAILBOXES), answer);
        assertEquals(refused(FaultCode.REJECTED), bojan.ask(bojan.attach(proof, second)));
    }

    @Test
    void attachmentBringsWhatWaitsAndAcknowledgementDeletesIt() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        ana.ask(ana.submit(SessionRig.randomSubmission(), ana.append(mailbox)));

        // When
        FromRelay attached = ana.ask(ana.attach(proof, mailbox));
        List<FromRelay.Deliver> delivered = ana.port().pushes(FromRelay.Deliver.class);
        FromRelay acknowledged = ana.ask(new ToRelay.Acknowledge(mailbox, 1));

        // Then
        assertEquals(DONE, attached);
        assertEquals(1, delivered.size());
        assertEquals(1, ana.port().pushes(FromRelay.CaughtUp.class).size());
        assertEquals(DONE, acknowledged);
        assertEquals(refused(FaultCode.NOT_DELIVERED), ana.ask(new ToRelay.Acknowledge(mailbox, 2)));
    }

    @Test
    void doneOfAnAttachComesBeforeItsFirstPush() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        List<Integer> pushesAtDone = new java.util.ArrayList<>();
        long question = ana.send(ana.attach(proof, mailbox));

        // When
        while (ana.port().answers(question).isEmpty()) {
            relay.queue().turn(1);
            ana.port().turn();
            pushesAtDone.add(ana.port().pushes().size());
        }

        // Then
        assertEquals(0, pushesAtDone.get(pushesAtDone.size() - 1));
        relay.settle();
        assertEquals(List.of(new FromRelay.CaughtUp(mailbox)), ana.port().pushes());
    }

    @Test
    void mailboxThatDoesNotExistAnswersLikeAWrongSignature() throws Exception {
        // Given
        ChannelProof proof = ana.join();

        // When
        FromRelay answer = ana.ask(ana.attach(proof, SessionRig.randomMailbox()));

        // Then
        assertEquals(refused(FaultCode.REJECTED), answer);
    }

    @Test
    void attachThatEndsAfterTheConnectionDoesLeavesNothingAttached() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));

        // When
        ana.send(ana.attach(proof, mailbox));
        relay.queue().drain();
        ana.session().onClosed();
        relay.settle();

        // Then
        assertEquals(0, relay.core().attached());
    }

    @Test
    void connectionThatClosesIsDetachedFromEverything() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        ana.ask(ana.attach(proof, mailbox));
        int before = relay.core().attached();

        // When
        ana.session().onClosed();
        relay.settle();

        // Then
        assertEquals(1, before);
        assertEquals(0, relay.core().attached());
    }

    @Test
    void secondConnectionTakesAMailboxOver() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        ana.ask(ana.attach(proof, mailbox));
        SessionRig device = ana.reconnect();
        ChannelProof second = device.greet();

        // When
        FromRelay answer = device.ask(device.attach(second, mailbox));

        // Then
        assertEquals(DONE, answer);
        assertEquals(List.of(new FromRelay.Detached(mailbox)), ana.port().pushes(FromRelay.Detached.class));
        assertEquals(refused(FaultCode.UNKNOWN_MAILBOX), ana.ask(new ToRelay.DeleteMailbox(mailbox)));
    }

    @Test
    void onlyWhoIsAttachedPublishesPrekeysOrDeletes() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        Bytes prekeys = Bytes.wrap(new byte[] {1});
        ToRelay publish = new ToRelay.PublishPrekeys(mailbox, prekeys, List.of(prekeys), List.of(), 0, false);
        List<FromRelay> before = List.of(ana.ask(publish), ana.ask(new ToRelay.DeleteMailbox(mailbox)));

        // When
        ana.ask(ana.attach(proof, mailbox));
        List<FromRelay> after = List.of(ana.ask(publish), ana.ask(new ToRelay.DeleteMailbox(mailbox)));

        // Then
        FromRelay unknown = refused(FaultCode.UNKNOWN_MAILBOX);
        assertEquals(List.of(unknown, unknown), before);
        assertEquals(List.of(new FromRelay.PrekeyStock(1, 0, OptionalLong.of(0)), DONE), after);
        assertEquals(List.of(new FromRelay.Detached(mailbox)), ana.port().pushes(FromRelay.Detached.class));
        assertEquals(refused(FaultCode.REJECTED), ana.ask(ana.attach(proof, mailbox)));
    }

    @Test
    void cardsOfThisRelayAndOfPartnersAreHandedOut(@TempDir Path directory) throws Exception {
        // Given
        ana.join();
        CoreRig partner = new CoreRig(directory.resolve("partner"), "two.example");
        relay.setRoster(org.waystation.federation.roster.Roster.EMPTY.with(partner.card()));

        // When
        List<FromRelay> answers = List.of(
                ana.ask(new ToRelay.GetCard(relay.card().card().relay())),
                ana.ask(new ToRelay.GetCard(partner.card().card().relay())),
                ana.ask(new ToRelay.GetCard(RelayId.of(new byte[32]))));

        // Then
        assertEquals(
                List.of(
                        new FromRelay.CardReply(relay.card().encoded()),
                        new FromRelay.CardReply(partner.card().encoded()),
                        refused(FaultCode.UNKNOWN_RELAY)),
                answers);
    }

    @Test
    void submissionIsDoneBeforeItsOutcomeComesAndCollectingForgetsIt() throws Exception {
        // Given
        ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        SubmissionId id = SessionRig.randomSubmission();
        SealedRequest.ForSending request = ana.append(mailbox);

        // When
        FromRelay submitted = ana.ask(ana.submit(id, request));

        // Then
        assertEquals(DONE, submitted);
        FromRelay.OutcomeReady ready = onlyOutcome(ana);
        assertEquals(
                new Answer.Appended(false), Replies.open(request, ready.reply().orElseThrow()));
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(id))));
        assertEquals(DONE, ana.ask(new ToRelay.Watch(List.of(id))));
        assertEquals(
                unknown(id), ana.port().pushes(FromRelay.OutcomeReady.class).get(1));
    }

    @Test
    void repeatOfAnAnsweredSubmissionBringsTheOutcomeAgain() throws Exception {
        // Given
        ana.join();
        SubmissionId id = SessionRig.randomSubmission();
        SealedRequest.ForSending request = ana.append(SessionRig.randomMailbox());
        ana.ask(ana.submit(id, request));

        // When
        FromRelay again = ana.ask(ana.submit(id, request));

        // Then
        assertEquals(DONE, again);
        List<FromRelay.OutcomeReady> outcomes = ana.port().pushes(FromRelay.OutcomeReady.class);
        assertEquals(2, outcomes.size());
        assertEquals(outcomes.get(0), outcomes.get(1));
    }

    @Test
    void outcomeGoesToWhoeverWatchedLast() throws Exception {
        // Given
        ana.join();
        SubmissionId id = SessionRig.randomSubmission();
        ana.ask(ana.submit(id, ana.append(SessionRig.randomMailbox())));
        SessionRig device = new SessionRig(relay);
        device.join();

        // When
        FromRelay answer = device.ask(new ToRelay.Watch(List.of(id)));

        // Then
        assertEquals(DONE, answer);
        assertEquals(onlyOutcome(ana), onlyOutcome(device));
    }

    @Test
    void alertLaneNeedsAPermissionThatNobodyHasYet() throws Exception {
        // Given
        ana.join();

        // When
        FromRelay answer =
                ana.ask(ana.submit(SessionRig.randomSubmission(), Lane.ALERT, ana.append(SessionRig.randomMailbox())));

        // Then
        assertEquals(refused(FaultCode.LANE_REFUSED), answer);
    }

    @Test
    void submissionForAStrangerIsRefusedAndNotKept() throws Exception {
        // Given
        ana.join();
        SubmissionId id = SessionRig.randomSubmission();
        ToRelay.Submit own = ana.submit(id, ana.append(SessionRig.randomMailbox()));

        // When
        FromRelay answer =
                ana.ask(new ToRelay.Submit(id, RelayId.of(new byte[32]), own.lane(), own.expiresAt(), own.request()));

        // Then
        assertEquals(refused(FaultCode.UNKNOWN_RELAY), answer);
        ana.ask(new ToRelay.Watch(List.of(id)));
        assertEquals(unknown(id), onlyOutcome(ana));
    }

    @Test
    void refusedSubmissionsDoNotUseUpWhatAConnectionMayWatch() throws Exception {
        // Given
        ana.join();
        ToRelay.Submit good = ana.submit(SessionRig.randomSubmission(), ana.append(SessionRig.randomMailbox()));
        RelayId stranger = RelayId.of(new byte[32]);
        for (int i = 0; i <= OutcomeWatchers.MAX_WATCHED; i++) {
            ana.ask(new ToRelay.Submit(
                    SessionRig.randomSubmission(), stranger, good.lane(), good.expiresAt(), good.request()));
        }

        // When
        FromRelay answer = ana.ask(good);

        // Then
        assertEquals(DONE, answer);
        assertTrue(onlyOutcome(ana).reply().isPresent());
    }

    @Test
    void withoutRoomOnTheDiskNothingNewIsTakenAndWhatIsThereIsStillServed() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        ana.ask(ana.submit(SessionRig.randomSubmission(), ana.append(mailbox)));

        // When
        relay.setDiskHasRoom(false);

        // Then
        FromRelay full = refused(FaultCode.STORE_UNAVAILABLE);
        assertEquals(full, ana.ask(ana.submit(SessionRig.randomSubmission(), ana.append(mailbox))));
        assertEquals(full, ana.ask(ana.create(SessionRig.randomMailbox())));
        assertEquals(DONE, ana.ask(ana.attach(proof, mailbox)));
        assertEquals(DONE, ana.ask(new ToRelay.Acknowledge(mailbox, 1)));
    }

    @Test
    void failingDiskRefusesAndAcknowledgesNothing() throws Exception {
        // Given
        ana.join();
        SubmissionId id = SessionRig.randomSubmission();
        ToRelay.Submit submit = ana.submit(id, ana.append(SessionRig.randomMailbox()));
        relay.store().failAt(BrittleStore.Fault.COMMIT);

        // When
        FromRelay answer = ana.ask(submit);
        relay.store().failAt(BrittleStore.Fault.NONE);

        // Then
        assertEquals(refused(FaultCode.STORE_UNAVAILABLE), answer);
        assertEquals(DONE, ana.ask(submit));
        relay.tick();
        assertTrue(onlyOutcome(ana).reply().isPresent());
    }

    @Test
    void catchUpThatTheDiskRefusedComesWithTheNextTick() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        MailboxId mailbox = SessionRig.randomMailbox();
        ana.ask(ana.create(mailbox));
        ana.send(ana.attach(proof, mailbox));
        relay.queue().drain();
        ana.port().turn();
        relay.store().failAt(BrittleStore.Fault.COMMIT);
        relay.settle();
        List<FromRelay> whileFailing = ana.port().pushes();

        // When
        relay.store().failAt(BrittleStore.Fault.NONE);
        relay.tick();

        // Then
        assertEquals(List.of(), whileFailing);
        assertEquals(List.of(new FromRelay.CaughtUp(mailbox)), ana.port().pushes());
    }

    @Test
    void questionsAheadOfAnswersAreBounded() throws Exception {
        // Given
        ana.join();
        for (int i = 0; i < QuestionQueue.MAX_WAITING; i++) {
            ana.send(new ToRelay.Collect(List.of(SessionRig.randomSubmission())));
        }

        // When
        long tooMany = ana.send(new ToRelay.Collect(List.of(SessionRig.randomSubmission())));
        List<FromRelay> atOnce = ana.port().answers(tooMany);
        relay.settle();

        // Then
        assertEquals(List.of(refused(FaultCode.RATE_LIMITED)), atOnce);
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(SessionRig.randomSubmission()))));
    }

    @Test
    void questionAboutManySubmissionsCountsForMany() throws Exception {
        // Given
        ana.join();
        List<SubmissionId> many = Collections.nCopies(Limits.MAX_IDS_PER_FRAME, SessionRig.randomSubmission());
        ana.send(new ToRelay.Watch(many));

        // When
        long second = ana.send(new ToRelay.Watch(many));
        List<FromRelay> atOnce = ana.port().answers(second);

        // Then
        assertEquals(List.of(refused(FaultCode.RATE_LIMITED)), atOnce);
    }

    @Test
    void fifthProofOfAConnectionIsNotEvenLookedAt() throws Exception {
        // Given
        ChannelProof proof = ana.join();
        for (int i = 0; i < 3; i++) {
            assertEquals(DONE, ana.ask(ana.login(proof)));
        }

        // When
        FromRelay answer = ana.ask(ana.login(proof));

        // Then
        assertEquals(refused(FaultCode.REJECTED), answer);
    }

    @Test
    void questionsThatAreRefusedMakeRoomForOthersToo() throws Exception {
        // Given
        ana.join();
        relay.queue().setBusy(true);
        for (int i = 0; i < 2 * QuestionQueue.MAX_WAITING; i++) {
            ana.send(new ToRelay.Collect(List.of(SessionRig.randomSubmission())));
        }
        ana.send(new ToRelay.Attach(SessionRig.randomMailbox(), Bytes.wrap(new byte[64])));

        // When
        relay.queue().setBusy(false);

        // Then
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(SessionRig.randomSubmission()))));
    }

    @Test
    void expiredSubmissionEndsWithThatOutcome(@TempDir Path directory) throws Exception {
        // Given
        ana.join();
        CoreRig partner = new CoreRig(directory.resolve("partner"), "two.example");
        relay.setRoster(org.waystation.federation.roster.Roster.EMPTY.with(partner.card()));
        SubmissionId id = SessionRig.randomSubmission();
        ToRelay.Submit own = ana.submit(id, ana.append(SessionRig.randomMailbox()));
        ana.ask(new ToRelay.Submit(id, partner.card().card().relay(), own.lane(), own.expiresAt(), own.request()));

        // When
        relay.pass(Duration.ofHours(1).plus(Limits.COARSE_TIME));
        relay.tick();

        // Then
        assertEquals(
                Optional.of(FaultNumber.of(FaultCode.EXPIRED)), onlyOutcome(ana).failure());
    }

    private static FromRelay.OutcomeReady onlyOutcome(SessionRig client) {
        List<FromRelay.OutcomeReady> outcomes = client.port().pushes(FromRelay.OutcomeReady.class);
        assertEquals(1, outcomes.size());
        return assertInstanceOf(FromRelay.OutcomeReady.class, outcomes.get(0));
    }

    private static FromRelay.OutcomeReady unknown(SubmissionId id) {
        return FromRelay.OutcomeReady.failure(id, FaultNumber.of(FaultCode.UNKNOWN_SUBMISSION));
    }
}
