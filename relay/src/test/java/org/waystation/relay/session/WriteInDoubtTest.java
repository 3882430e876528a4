package org.waystation.relay.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.relay.session.FakePort.DONE;
import static org.waystation.relay.session.FakePort.refused;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.CoreRig;
import org.waystation.relay.store.BrittleStore;

/** Writes that failed, and were on the disk once it worked again: nobody was told, and memory had not heard of the rows. */
class WriteInDoubtTest {
    private CoreRig relay;
    private SessionRig ana;
    private ChannelProof proof;
    private MailboxId mailbox;
    private FakePartner partner;

    @BeforeEach
    void connect(@TempDir Path directory) throws Exception {
        ana = SessionRig.startRelay(directory);
        relay = ana.relay();
        partner = new FakePartner(relay, directory);
        proof = ana.join();
        mailbox = ana.createMailbox();
    }

    @Test
    void submissionIsSentAfterTheClientTriesAgainAndNothingOvertakesIt() {
        // Given
        partner.link();
        SubmissionId first = SessionRig.randomSubmission();
        SubmissionId second = SessionRig.randomSubmission();
        ToRelay.Submit submit = partner.submit(ana, first);
        relay.store().failAt(BrittleStore.Fault.AFTER_COMMIT);
        FromRelay atFirst = ana.ask(submit);
        relay.store().failAt(BrittleStore.Fault.NONE);

        // When
        List<FromRelay> answers = List.of(ana.ask(partner.submit(ana, second)), ana.ask(submit));
        relay.tick();

        // Then
        assertEquals(refused(FaultCode.STORE_UNAVAILABLE), atFirst);
        assertEquals(List.of(DONE, DONE), answers);
        partner.answer();
        partner.answer();
        relay.settle();
        assertEquals(List.of(first, second), outcomes());
    }

    @Test
    void envelopeReachesItsAttachedOwnerWithoutANewAttach() {
        // Given
        ana.ask(ana.attach(proof, mailbox));
        ToRelay.Submit submit = ana.submit(SessionRig.randomSubmission(), ana.append(mailbox));
        ana.send(submit);

        // When
        relay.store().failAt(BrittleStore.Fault.AFTER_COMMIT);
        relay.queue().turn(1);
        relay.store().failAt(BrittleStore.Fault.NONE);
        relay.settle();
        int beforeTheTick = ana.port().pushes(FromRelay.Deliver.class).size();
        relay.tick();
        ana.ask(submit);

        // Then
        assertEquals(0, beforeTheTick, "the write that failed was that of the envelope");
        assertEquals(1, ana.port().pushes(FromRelay.Deliver.class).size());
        relay.pass(Duration.ofMinutes(1));
        relay.tick();
        assertEquals(1, ana.port().pushes(FromRelay.Deliver.class).size());
        assertEquals(1, ana.port().pushes(FromRelay.CaughtUp.class).size());
        assertEquals(1, outcomes().size());
    }

    @Test
    void outcomeIsToldToTheConnectionThatWatches() {
        // Given
        SubmissionId id = SessionRig.randomSubmission();
        ana.ask(partner.submit(ana, id));
        relay.pass(Duration.ofHours(1).plus(Limits.COARSE_TIME));

        // When
        relay.store().failAt(BrittleStore.Fault.AFTER_COMMIT);
        relay.tick();
        relay.store().failAt(BrittleStore.Fault.NONE);
        List<SubmissionId> beforeTheNextTick = outcomes();
        relay.tick();
        relay.tick();

        // Then
        assertEquals(List.of(), beforeTheNextTick, "the write that failed was that of the outcome");
        assertEquals(List.of(id), outcomes());
    }

    @Test
    void answerWhoseTurnFailedIsAskedForAgain() {
        // Given
        partner.link();
        SubmissionId id = SessionRig.randomSubmission();
        ana.ask(partner.submit(ana, id));
        partner.answer();

        // When
        relay.store().failAt(BrittleStore.Fault.AFTER_COMMIT);
        relay.settle();
        relay.store().failAt(BrittleStore.Fault.NONE);
        relay.pass(Duration.ofMinutes(1));
        relay.tick();

        // Then
        assertEquals(List.of(), outcomes());
        partner.answer();
        relay.settle();
        assertEquals(List.of(id), outcomes());
    }

    /** What the connection was told the outcome of, in order. */
    private List<SubmissionId> outcomes() {
        return ana.port().pushes(FromRelay.OutcomeReady.class).stream()
                .map(FromRelay.OutcomeReady::submission)
                .toList();
    }
}
