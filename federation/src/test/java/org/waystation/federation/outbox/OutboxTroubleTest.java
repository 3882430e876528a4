package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.federation.outbox.OutboxRig.PARTNER;
import static org.waystation.federation.outbox.OutboxRig.requests;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/** What the outbox makes of a disk whose failures are none, and of a clock that was wrong. */
class OutboxTroubleTest {
    private final OutboxRig rig = new OutboxRig();

    @Test
    void whatAFailedWriteLeftOnTheDiskIsSentAndNothingOvertakesIt() {
        // Given
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        Submission doubtful = rig.make(Lane.MESSAGE, Duration.ofHours(1));
        rig.turnInDoubt(tx -> rig.outbox().submit(tx, doubtful, OutboxRig.MEMBER, rig.now()));
        Submission later = rig.submit(Lane.MESSAGE);
        List<Bytes> beforeTheTick = carrier.requests();

        // When
        rig.tick();

        // Then
        assertEquals(List.of(), beforeTheTick);
        assertEquals(requests(List.of(doubtful, later)), carrier.requests());
    }

    @Test
    void repeatOfASubmissionThatAFailedWriteLeftOnTheDiskIsTakenAndSentOnce() {
        // Given
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        Submission doubtful = rig.make(Lane.MESSAGE, Duration.ofHours(1));
        rig.turnInDoubt(tx -> rig.outbox().submit(tx, doubtful, OutboxRig.MEMBER, rig.now()));

        // When
        var refusal = rig.trySubmit(doubtful);
        rig.tick();
        rig.tick();

        // Then
        assertEquals(Optional.empty(), refusal);
        assertEquals(List.of(doubtful.request()), carrier.requests());
    }

    @Test
    void pauseThatWasSetByAClockThatWasAheadEndsWhenItIsSetBack() {
        // Given
        Duration ahead = Duration.ofDays(30);
        rig.pass(ahead);
        Submission submission = rig.submit(Lane.MESSAGE);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        rig.answerTemporarily(carrier, submission, Duration.ofSeconds(10));
        rig.tick();
        List<Bytes> whilePaused = carrier.requests();

        // When
        rig.pass(ahead.negated());
        rig.tick();

        // Then
        assertEquals(List.of(submission.request()), whilePaused);
        assertEquals(requests(List.of(submission, submission)), carrier.requests());
    }

    @Test
    void pausesAreKeptAgainAfterTheClockWasSetBack() {
        // Given
        Duration ahead = Duration.ofDays(30);
        rig.pass(ahead);
        Submission submission = rig.submit(Lane.MESSAGE);
        FakeCarrier carrier = rig.carrierUp(PARTNER, 8);
        rig.answerTemporarily(carrier, submission, Duration.ofSeconds(10));
        rig.pass(ahead.negated());
        rig.tick();
        rig.answerTemporarily(carrier, submission, Duration.ofMinutes(10));

        // When
        rig.tick();

        // Then
        assertEquals(requests(List.of(submission, submission)), carrier.requests());
    }
}
