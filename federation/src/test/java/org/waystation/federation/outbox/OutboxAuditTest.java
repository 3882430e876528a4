package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.federation.outbox.OutboxRig.OTHER;
import static org.waystation.federation.outbox.OutboxRig.PARTNER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.federation.outbox.OutboxRows.Place;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

class OutboxAuditTest {
    private static final Place FIRST = new Place(PARTNER, Lane.MESSAGE, 1);

    private final OutboxRig rig = new OutboxRig();

    /** A mistake in the rows of an outbox in which two requests wait. */
    private interface Mistake {
        void make(Transaction tx, Head head, Submission first);
    }

    @Test
    void whatAnOutboxDoesBalances() {
        // Given
        FakeCarrier carrier = rig.carrierUp(PARTNER, 10);
        List<Submission> all = rig.submit(Lane.MESSAGE, 4);
        rig.submit(Lane.ALERT, Duration.ofMinutes(1));
        rig.answer(carrier, all.get(0));
        rig.answer(carrier, all.get(1));
        rig.collect(all.get(1));
        rig.pass(Duration.ofHours(1));
        rig.tick();

        // When
        List<String> findings = rig.audit();

        // Then
        assertEquals(List.of(), findings);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                found(
                        (tx, head, first) -> OutboxRows.putHead(tx, PARTNER, head.minus(0)),
                        "1 partners whose outbox counts something else than it holds"),
                found(
                        (tx, head, first) ->
                                OutboxRows.putHead(tx, PARTNER, new Head(head.nextSequence(), 2, head.bytes() - 1)),
                        "1 partners whose outbox counts something else than it holds"),
                found(
                        (tx, head, first) -> OutboxRows.putHead(tx, PARTNER, new Head(2, 2, head.bytes())),
                        "1 partners whose outbox would number two requests alike"),
                found(
                        (tx, head, first) -> OutboxRows.putHead(tx, OTHER, head),
                        "1 partners whose outbox counts requests and holds none"),
                found(
                        (tx, head, first) ->
                                OutboxRows.remove(tx, FIRST, first.request().size()),
                        "1 submissions that wait, without a request"),
                found(
                        (tx, head, first) -> Submissions.remove(
                                tx, first.id(), Submissions.find(tx, first.id()).orElseThrow()),
                        "1 waiting requests of submissions that the relay does not know"),
                found(
                        (tx, head, first) ->
                                tx.delete(Submissions.EXPIRY, Submissions.expiryKey(first.expiresAt(), first.id())),
                        "1 submissions that never expire"),
                found(
                        (tx, head, first) -> tx.put(
                                Submissions.EXPIRY, Submissions.expiryKey(Instant.EPOCH, first.id()), new byte[0]),
                        "1 expiry rows of submissions that are not there"),
                found(
                        (tx, head, first) -> tx.put(
                                Submissions.EXPIRY,
                                Submissions.expiryKey(
                                        Instant.EPOCH, SubmissionId.of(new byte[SubmissionId.LENGTH_BYTES])),
                                new byte[0]),
                        "1 expiry rows of submissions that are not there"));
    }

    private static Arguments found(Mistake mistake, String expected) {
        return Arguments.of(mistake, expected);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundAndNothingElse(Mistake mistake, String expected) {
        // Given
        Submission first = rig.submit(Lane.MESSAGE);
        rig.submit(Lane.MESSAGE);

        // When
        rig.turn(tx -> mistake.make(tx, OutboxRows.head(tx, PARTNER), first));

        // Then
        assertEquals(List.of(expected), rig.audit());
    }
}
