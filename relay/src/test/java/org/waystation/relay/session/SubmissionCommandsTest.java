package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.relay.session.FakePort.DONE;
import static org.waystation.relay.session.FakePort.refused;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.CoreRig;
import org.waystation.relay.Replies;
import org.waystation.relay.store.BrittleStore;

/** What a member asks about sealed requests. */
class SubmissionCommandsTest {
    private CoreRig relay;
    private SessionRig ana;
    private FakePartner partner;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        ana = SessionRig.startRelay(directory);
        relay = ana.relay();
        partner = new FakePartner(relay, directory);
    }

    @Test
    void submissionForThisRelayIsCarriedOutAtOnceAndNothingIsKeptOfIt() throws Exception {
        // Given
        ana.join();
        MailboxId mailbox = ana.createMailbox();
        SubmissionId id = SessionRig.randomSubmission();
        SealedRequest.ForSending request = ana.append(mailbox);

        // When
        FromRelay submitted = ana.ask(ana.submit(id, request));

        // Then
        assertEquals(DONE, submitted);
        assertEquals(new Answer.Appended(false, Optional.empty()), opened(request, ana.onlyOutcome()));
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(id))));
        assertEquals(DONE, ana.ask(new ToRelay.Watch(List.of(id))));
        assertEquals(
                unknown(id), ana.port().pushes(FromRelay.OutcomeReady.class).get(1));
    }

    @Test
    void submissionForThisRelayIsDoneAgainWhenItIsRepeated() throws Exception {
        // Given
        ana.join();
        SubmissionId id = SessionRig.randomSubmission();
        SealedRequest.ForSending request = ana.append(ana.createMailbox());
        ana.ask(ana.submit(id, request));

        // When
        FromRelay again = ana.ask(ana.submit(id, request));

        // Then
        assertEquals(DONE, again);
        List<FromRelay.OutcomeReady> outcomes = ana.port().pushes(FromRelay.OutcomeReady.class);
        assertEquals(2, outcomes.size());
        assertEquals(new Answer.Appended(true, Optional.empty()), opened(request, outcomes.get(1)));
    }

    @Test
    void requestForThisRelayThatDoesNotOpenIsRefused() throws Exception {
        // Given
        ana.join();
        ToRelay.Submit good = ana.submit(SessionRig.randomSubmission(), ana.append(SessionRig.randomMailbox()));
        byte[] garbage = good.request().toByteArray();
        garbage[garbage.length - 1] ^= 1;

        // When
        FromRelay answer = ana.ask(new ToRelay.Submit(
                good.submission(), good.destination(), good.lane(), good.expiresAt(), Bytes.wrap(garbage)));

        // Then
        assertEquals(refused(FaultCode.UNDECIPHERABLE), answer);
    }

    @Test
    void requestForThisRelayIsNotEvenOpenedForAStranger() {
        // Given
        ana.greet();
        byte[] garbage = new byte[2_473];

        // When
        FromRelay answer = ana.ask(ana.submit(SessionRig.randomSubmission(), Lane.MESSAGE, Bytes.wrap(garbage)));

        // Then
        assertEquals(refused(FaultCode.NOT_LOGGED_IN), answer);
    }

    @Test
    void requestsForThisRelayWaitInBoundsAndMakeRoomWhenTheyAreAnswered() throws Exception {
        // Given
        ana.join();
        SealedRequest.ForSending request = ana.append(SessionRig.randomMailbox());
        for (int i = 0; i < QuestionQueue.MAX_WAITING / OwnRequests.WEIGHT; i++) {
            ana.send(ana.submit(SessionRig.randomSubmission(), request));
        }

        // When
        long oneMore = ana.send(ana.submit(SessionRig.randomSubmission(), request));

        // Then
        assertEquals(List.of(refused(FaultCode.RATE_LIMITED)), ana.port().answers(oneMore));
        relay.settle();
        assertEquals(DONE, ana.ask(ana.submit(SessionRig.randomSubmission(), request)));
    }

    @Test
    void largeRequestsFillTheShareOfAConnectionSooner() throws Exception {
        // Given
        ana.join();
        Bytes huge = ana.append(SessionRig.randomMailbox(), SizeClass.HUGE).request();
        ToRelay.Submit abroad = partner.submit(ana, SessionRig.randomSubmission());
        int fitting = QuestionQueue.MAX_WAITING
                / Question.of(1, null).holding(huge.size()).weight();

        // When
        List<FromRelay> atOnce = new ArrayList<>();
        for (int i = 0; i <= fitting; i++) {
            long question = ana.send(new ToRelay.Submit(
                    SessionRig.randomSubmission(), abroad.destination(), abroad.lane(), abroad.expiresAt(), huge));
            atOnce.addAll(ana.port().answers(question));
        }

        // Then
        assertEquals(List.of(refused(FaultCode.RATE_LIMITED)), atOnce);
        assertTrue(fitting * huge.size() < 4 << 20, "one connection takes a small part of what may wait in all");
        relay.settle();
        assertEquals(DONE, ana.ask(partner.submit(ana, SessionRig.randomSubmission())));
    }

    @Test
    void requestsForThisRelayTakeBoundedMemoryOverAllConnections() throws Exception {
        // Given
        List<SessionRig> crowd =
                Stream.generate(() -> new SessionRig(relay)).limit(26).toList();
        Bytes huge = ana.append(SessionRig.randomMailbox(), SizeClass.HUGE).request();
        for (SessionRig each : crowd) {
            each.join();
        }
        int ofEach = QuestionQueue.MAX_WAITING
                / Question.of(1, null)
                        .weighing(OwnRequests.WEIGHT)
                        .holding(huge.size())
                        .weight();

        // When
        List<FromRelay> atOnce = new ArrayList<>();
        for (SessionRig each : crowd) {
            for (int i = 0; i < ofEach; i++) {
                long question = each.send(each.submit(SessionRig.randomSubmission(), Lane.MESSAGE, huge));
                atOnce.addAll(each.port().answers(question));
            }
        }

        // Then
        int room = (64 << 10) / (1 + huge.size() / 1_024);
        assertEquals(26 * ofEach - room, atOnce.size());
        assertEquals(Set.of(refused(FaultCode.BUSY)), Set.copyOf(atOnce));
        relay.settle();
        SessionRig last = crowd.get(25);
        assertEquals(DONE, last.ask(last.submit(SessionRig.randomSubmission(), Lane.MESSAGE, huge)));
    }

    @Test
    void submissionForAPartnerIsDoneBeforeItsOutcomeComesAndCollectingForgetsIt() throws Exception {
        // Given
        ana.join();
        partner.link();
        SubmissionId id = SessionRig.randomSubmission();

        // When
        FromRelay submitted = ana.ask(partner.submit(ana, id));

        // Then
        assertEquals(DONE, submitted);
        assertEquals(List.of(), ana.port().pushes(FromRelay.OutcomeReady.class));
        partner.answer();
        relay.settle();
        assertEquals(FromRelay.OutcomeReady.reply(id, FakePartner.REPLY), ana.onlyOutcome());
        assertEquals(DONE, ana.ask(new ToRelay.Collect(List.of(id))));
        assertEquals(DONE, ana.ask(new ToRelay.Watch(List.of(id))));
        assertEquals(
                unknown(id), ana.port().pushes(FromRelay.OutcomeReady.class).get(1));
    }

    @Test
    void repeatOfAnAnsweredSubmissionBringsTheOutcomeAgain() throws Exception {
        // Given
        ana.join();
        partner.link();
        ToRelay.Submit submit = partner.submit(ana, SessionRig.randomSubmission());
        ana.ask(submit);
        partner.answer();
        relay.settle();

        // When
        FromRelay again = ana.ask(submit);

        // Then
        assertEquals(DONE, again);
        List<FromRelay.OutcomeReady> outcomes = ana.port().pushes(FromRelay.OutcomeReady.class);
        assertEquals(2, outcomes.size());
        assertEquals(outcomes.get(0), outcomes.get(1));
        assertEquals(0, partner.unanswered());
    }

    @Test
    void outcomeGoesToWhoeverWatchedLast() throws Exception {
        // Given
        ana.join();
        partner.link();
        SubmissionId id = SessionRig.randomSubmission();
        ana.ask(partner.submit(ana, id));
        SessionRig device = new SessionRig(relay);
        device.join();

        // When
        FromRelay answer = device.ask(new ToRelay.Watch(List.of(id)));
        partner.answer();
        relay.settle();

        // Then
        assertEquals(DONE, answer);
        assertEquals(FromRelay.OutcomeReady.reply(id, FakePartner.REPLY), device.onlyOutcome());
        assertEquals(List.of(), ana.port().pushes(FromRelay.OutcomeReady.class));
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
        assertEquals(unknown(id), ana.onlyOutcome());
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
        assertTrue(ana.onlyOutcome().reply().isPresent());
    }

    @Test
    void failingDiskRefusesAndAcknowledgesNothing() throws Exception {
        // Given
        ana.join();
        SubmissionId id = SessionRig.randomSubmission();
        ToRelay.Submit submit = partner.submit(ana, id);
        relay.store().failAt(BrittleStore.Fault.COMMIT);

        // When
        FromRelay answer = ana.ask(submit);
        relay.store().failAt(BrittleStore.Fault.NONE);

        // Then
        assertEquals(refused(FaultCode.STORE_UNAVAILABLE), answer);
        assertEquals(DONE, ana.ask(submit));
        assertEquals(List.of(), ana.port().pushes(FromRelay.OutcomeReady.class));
        partner.link();
        assertEquals(1, partner.unanswered());
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
    void expiredSubmissionEndsWithThatOutcome() throws Exception {
        // Given
        ana.join();
        ana.ask(partner.submit(ana, SessionRig.randomSubmission()));

        // When
        relay.pass(Duration.ofHours(1).plus(Limits.COARSE_TIME));
        relay.tick();

        // Then
        assertEquals(
                Optional.of(FaultNumber.of(FaultCode.EXPIRED)),
                ana.onlyOutcome().failure());
    }

    private static Answer opened(SealedRequest.ForSending request, FromRelay.OutcomeReady outcome) throws Exception {
        return Replies.open(request, outcome.reply().orElseThrow());
    }

    private static FromRelay.OutcomeReady unknown(SubmissionId id) {
        return FromRelay.OutcomeReady.failure(id, FaultNumber.of(FaultCode.UNKNOWN_SUBMISSION));
    }
}
