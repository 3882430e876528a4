package org.waystation.ops.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.ReceivedText;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

class LedgerTest {
    private final Hamlet hamlet = new Hamlet().joined();
    private final Ledger ledger = hamlet.ledger;

    @BeforeEach
    void aSecondHasPassedSinceTheClocksWereSet() {
        hamlet.time.runUntil(Duration.ofSeconds(1));
    }

    @Test
    void textsThatAreShownAsTheyWereWrittenBreakNothing() {
        // Given
        write(1);
        write(2);

        // When
        show(1, 1);
        show(2, 2);

        // Then
        assertEquals(Optional.empty(), hamlet.judge.broken());
        assertEquals(2, ledger.shown());
    }

    @Test
    void aTextThatIsShownUnderAnotherNumberIsOutOfOrder() {
        // Given
        write(1);

        // When
        show(1, 2);

        // Then
        assertEquals(Optional.of(Promise.IN_ORDER), hamlet.judge.broken().map(Broken::promise));
        assertEquals(
                Optional.of("text 1 from Ana to Bojan: it is shown as number 2"),
                hamlet.judge.broken().map(Broken::what));
    }

    @Test
    void theNumberOfATextThatNoVaultHasSpokenOfIsNotKnown() {
        // Given
        ledger.onWriting(hamlet.ana, hamlet.bojan, text(1));

        // When
        show(1, 1);

        // Then
        assertEquals(Optional.empty(), hamlet.judge.broken());
    }

    @Test
    void aTextBehindOneThatNoVaultHasSpokenOfIsReportedAsOutOfOrder() {
        // Given
        write(1);
        ledger.onWriting(hamlet.ana, hamlet.bojan, text(2));

        // When
        show(2, 2);
        show(1, 1);

        // Then
        Broken broken = hamlet.judge.broken().orElseThrow();
        assertEquals(Promise.IN_ORDER, broken.promise());
        assertTrue(broken.story().contains("(and number 2:)"), broken::toString);
        assertTrue(broken.story().contains("its writer's vault has not said that it has it"), broken::toString);
    }

    @Test
    void anExcusedTextIsNotShownTwiceAllTheSame() {
        // Given
        write(1);
        ledger.excuse(letter -> true, "a reason");

        // When
        show(1, 1);
        show(1, 1);

        // Then
        assertEquals(Optional.of(Promise.SHOWN_ONCE), hamlet.judge.broken().map(Broken::promise));
    }

    @Test
    void aTextThatIsShownAsSoonAsItComesWhileAnEarlierOneIsMissingIsOutOfOrder() {
        // Given
        write(1);
        write(2);

        // When
        arrive(2);
        show(2, 2);

        // Then
        assertEquals(Optional.of(Promise.IN_ORDER), hamlet.judge.broken().map(Broken::promise));
    }

    @Test
    void aTextNeedNotWaitForOneThatWasGivenUpBefore() {
        // Given
        write(1);
        write(2);
        write(3);
        arrive(2);
        hamlet.time.runUntil(Duration.ofSeconds(61));
        show(2, 2);

        // When
        arrive(3);
        show(3, 3);

        // Then
        assertEquals(Optional.empty(), hamlet.judge.broken());
    }

    @Test
    void aTextNeedNotWaitWhereOneBehindItHasWaitedAlready() {
        // Given
        write(1);
        write(2);
        write(3);
        arrive(3);
        hamlet.time.runUntil(Duration.ofSeconds(61));

        // When
        arrive(2);
        show(2, 2);
        show(3, 3);

        // Then
        assertEquals(Optional.empty(), hamlet.judge.broken());
    }

    private void arrive(long number) {
        EnvelopeId envelope = EnvelopeId.of(bytes(EnvelopeId.LENGTH_BYTES, number));
        Bytes request = Bytes.wrap(bytes(100, number));
        ledger.onSubmitting(
                hamlet.ana,
                hamlet.bojan,
                number,
                envelope.value(),
                new ToRelay.Submit(
                        SubmissionId.of(bytes(SubmissionId.LENGTH_BYTES, -number)),
                        hamlet.relays.get(1).id(),
                        Lane.MESSAGE,
                        0,
                        request));
        ledger.onReceived(
                hamlet.bojan,
                new FromRelay.Deliver(
                        MailboxId.of(bytes(MailboxId.LENGTH_BYTES, number)), number, envelope, 0, request));
    }

    private static byte[] bytes(int count, long value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private void write(long number) {
        ledger.onWriting(hamlet.ana, hamlet.bojan, text(number));
        ledger.onWritten(hamlet.ana, hamlet.bojan, number, text(number));
    }

    private void show(long text, long asNumber) {
        ReceivedText seen = new ReceivedText(1, "Ana", asNumber, 0, text(text), Instant.EPOCH, Instant.EPOCH);
        ledger.onSeen(hamlet.bojan, hamlet.ana.link().orElseThrow().fingerprint(), seen);
        ledger.onSeenForGood(seen);
    }

    private static String text(long number) {
        return String.format("%016d is a text", number);
    }
}
