package org.waystation.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.Ticket;
import org.waystation.protocol.sealed.TicketKeys;

final class PhaseTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final RelayId RELAY = RelayId.of(new byte[RelayId.LENGTH_BYTES]);
    private static final long MILLI = 1_000_000;
    private static final int MESSAGES = Phase.SAMPLE + 1;

    private final SealingKey relayKey = SealingKey.generate(ENTROPY);
    private final Tags tags = new Tags(7);
    private final AtomicLong clock = new AtomicLong();
    private final Purse purse = new Purse(1);
    private final Phase phase = new Phase(batch(), clock::get);

    private Batch batch() {
        RoutingKey key = new RoutingKey(relayKey.publicKey(), Instant.MIN, Instant.MAX);
        Mailbox mailbox = Mailbox.random(ENTROPY);
        Batch.Sealed[] sealed = IntStream.range(0, MESSAGES)
                .mapToObj(number -> new Batch.Sealed(
                        SealedRequest.seal(
                                new Call.Append(
                                        1_000,
                                        mailbox.id(),
                                        mailbox.token(),
                                        new EnvelopeId(tags.of(number)),
                                        Lane.MESSAGE,
                                        Bytes.wrap(new byte[1_024])),
                                RELAY,
                                key,
                                Optional.empty(),
                                ENTROPY),
                        number % 2 == 1))
                .toArray(Batch.Sealed[]::new);
        return new Batch(RELAY, 1_000, tags, sealed, purse);
    }

    /** Submits the next message, and gives what the relay would say of it. */
    private FromRelay.OutcomeReady answered(Answer answer) throws ProtocolViolation {
        ToRelay.Submit submit = phase.batch().submit(phase.take());
        SealedRequest.Received received =
                SealedRequest.open(submit.request(), RELAY, id -> Optional.of(relayKey), TicketKeys.generate(ENTROPY));
        return FromRelay.OutcomeReady.reply(
                submit.submission(), received.replyKey().seal(answer, ENTROPY));
    }

    @Test
    void everyMessageIsHandedOutOnce() {
        // When
        List<Integer> taken =
                IntStream.range(0, MESSAGES).mapToObj(i -> phase.take()).toList();
        // Then
        assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), taken);
        assertFalse(phase.isHandingOut());
        assertEquals(Phase.NONE, phase.take());
        assertEquals(MESSAGES, phase.tally().sums().submitted());
        assertEquals(MESSAGES / 2, phase.ticketed());
    }

    @Test
    void aRequestIsSubmittedOnce() {
        // Given
        phase.batch().submit(0);
        // When
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> phase.batch().submit(0));
        // Then
        assertEquals("message 0 was submitted before", refusal.getMessage());
    }

    @Test
    void aStoppedPhaseHandsOutNothing() {
        // Given
        phase.take();
        // When
        phase.stop();
        // Then
        assertEquals(Phase.NONE, phase.take());
        assertEquals(1, phase.tally().sums().submitted());
    }

    @Test
    void latencyRunsFromWhenAMessageWasDueAndNotFromWhenItWasSent() {
        // Given
        clock.set(500 * MILLI);
        phase.take(100 * MILLI);
        // When
        clock.set(510 * MILLI);
        phase.onDelivered(new EnvelopeId(tags.of(0)));
        // Then
        // Three digits are kept.
        assertEquals(410, phase.latencies().delivered().getMaxValue() / 1_000);
    }

    @Test
    void repliesThatAreOpenedLaterCountLikeThoseOfTheSample() throws Exception {
        // Given
        for (int number = 0; number < MESSAGES; number++) {
            phase.onOutcome(answered(new Answer.Appended(false, Optional.empty())));
        }
        assertEquals(2, phase.tally().accepted());
        // When
        phase.openReplies();
        // Then
        assertEquals(MESSAGES, phase.tally().accepted());
        assertEquals(List.of(), phase.tally().problems(false));
    }

    @Test
    void aTicketInAnAnswerIsThereForTheNextBatchOnce() throws Exception {
        // Given
        Ticket ticket = new Ticket(Bytes.wrap(ENTROPY.bytes(Limits.TICKET_ID_BYTES)), SecretKey32.random(ENTROPY));
        // When
        phase.onOutcome(answered(new Answer.Appended(false, Optional.of(ticket))));
        // Then
        assertEquals(ticket.id(), purse.spend(0).map(Ticket::id).orElseThrow());
        assertEquals(Optional.empty(), purse.spend(0));
    }

    @Test
    void aRefusalInsideASealedReplyIsNoAcceptance() throws Exception {
        // Given
        phase.onOutcome(answered(new Answer.Appended(false, Optional.empty())));
        // When
        phase.onOutcome(answered(Answer.Refused.of(FaultCode.MAILBOX_FULL)));
        phase.openReplies();
        // Then
        assertEquals(1, phase.tally().accepted());
        assertEquals(Map.of(FaultCode.MAILBOX_FULL.number(), 1L), phase.tally().refusals());
    }

    @Test
    void aReplyThatSomebodyElseSealedIsNoAcceptance() throws Exception {
        // Given
        FromRelay.OutcomeReady genuine = answered(new Answer.Appended(false, Optional.empty()));
        // When
        phase.onOutcome(FromRelay.OutcomeReady.reply(genuine.submission(), Bytes.wrap(new byte[128])));
        // Then
        assertEquals(0, phase.tally().accepted());
        assertEquals(Map.of(FaultCode.REJECTED.number(), 1L), phase.tally().refusals());
    }

    @Test
    void aFailureOutsideIsARefusal() throws Exception {
        // Given
        FromRelay.OutcomeReady genuine = answered(new Answer.Appended(false, Optional.empty()));
        // When
        phase.onOutcome(FromRelay.OutcomeReady.failure(genuine.submission(), FaultNumber.of(FaultCode.EXPIRED)));
        // Then
        assertEquals(Map.of(FaultCode.EXPIRED.number(), 1L), phase.tally().refusals());
        assertEquals(List.of(), phase.tally().problems(true));
    }

    @Test
    void anEnvelopeOfAnotherPhaseIsForeign() {
        // When
        phase.onDelivered(new EnvelopeId(new Tags(8).of(0)));
        // Then
        assertEquals(0, phase.tally().sums().delivered());
        assertTrue(phase.tally().problems(false).get(0).contains("never sent"));
    }
}
