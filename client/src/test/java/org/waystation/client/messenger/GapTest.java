package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.ReceivedText;
import org.waystation.protocol.id.EnvelopeId;

/** Texts that do not come, and what is shown behind them. */
final class GapTest {
    private static final Duration LONG_ENOUGH = Texts.PATIENCE.plusSeconds(1);

    private final World world = new World();

    @BeforeEach
    void acquaint() {
        world.acquainted();
    }

    @Test
    void aGapThatWasGivenUpHoldsNothingBackAfterARestartEither() {
        // Given
        Held held = write("lost", "kept");
        held.arrive(2);
        world.clock.pass(LONG_ENOUGH);
        assertEquals(List.of("kept"), world.bojan.read());

        // When
        world.bojan.crash();
        world.bojan.connect();
        world.ana.send("bojan", "next");
        world.run();

        // Then
        assertEquals(List.of("next"), world.bojan.read());
    }

    @Test
    void theWaitForAGapGoesOnOverARestart() {
        // Given
        Held held = write("late", "kept");
        held.arrive(2);
        world.clock.pass(LONG_ENOUGH.dividedBy(2));

        // When
        world.bojan.crash();
        List<String> atFirst = world.bojan.read();
        world.clock.pass(LONG_ENOUGH.dividedBy(2));
        List<String> later = world.bojan.read();

        // Then
        assertEquals(List.of(), atFirst);
        assertEquals(List.of("kept"), later);
    }

    @Test
    void aGapIsWaitedForFromTheFirstTextBehindItAlthoughALowerOneComesLater() {
        // Given
        Held held = write("lost", "second", "third");
        held.arrive(3);
        world.clock.pass(Texts.PATIENCE.minusSeconds(1));
        held.arrive(2);

        // When
        List<String> before = world.bojan.read();
        world.clock.pass(Duration.ofSeconds(2));
        List<String> after = world.bojan.read();

        // Then
        assertEquals(List.of(), before);
        assertEquals(List.of("second", "third"), after);
    }

    @Test
    void theNextGapIsWaitedForAgainAndMarkedOnItsOwn() {
        // Given
        Held held = write("lost", "kept", "lost", "lost", "kept too", "next");
        held.arrive(2);
        world.clock.pass(LONG_ENOUGH);
        world.bojan.read();

        // When
        held.arrive(5);
        held.arrive(6);
        List<String> before = world.bojan.read();
        world.clock.pass(LONG_ENOUGH);
        List<ReceivedText> after = world.bojan.messenger().unread(Optional.empty(), 10);

        // Then
        assertEquals(List.of(), before);
        assertEquals(
                List.of("kept too", "next"),
                after.stream().map(ReceivedText::text).toList());
        assertEquals(
                List.of(2L, 0L), after.stream().map(ReceivedText::missingBefore).toList());
    }

    @Test
    void aTextThatWasGivenUpIsShownWhenItComesAfterAll() {
        // Given
        Held held = write("late", "kept");
        held.arrive(2);
        world.clock.pass(LONG_ENOUGH);
        world.bojan.read();

        // When
        held.arrive(1);
        List<ReceivedText> late = world.bojan.messenger().unread(Optional.empty(), 10);

        // Then
        assertEquals(List.of("late"), world.bojan.read());
        assertEquals(0, late.get(0).missingBefore());
    }

    /** Ana writes; the relay keeps it to itself until it is told to hand it over. */
    private Held write(String... texts) {
        world.bojan.disconnect();
        List.of(texts).forEach(each -> world.ana.send("bojan", each));
        world.run();
        FakeRelay.Box box = world.two.boxes.values().stream()
                .filter(each -> !each.envelopes.isEmpty())
                .findFirst()
                .orElseThrow();
        Held held = new Held(box, List.copyOf(box.envelopes));
        assertEquals(texts.length, held.envelopes.size());
        box.envelopes.clear();
        world.bojan.connect();
        world.run();
        return held;
    }

    private final class Held {
        private final FakeRelay.Box box;
        private final List<FakeRelay.Envelope> envelopes;

        Held(FakeRelay.Box box, List<FakeRelay.Envelope> envelopes) {
            this.box = box;
            this.envelopes = envelopes;
        }

        /** @param number of the text, from 1 */
        void arrive(int number) {
            world.two.put(box, EnvelopeId.of(world.entropy.bytes(16)), envelopes.get(number - 1).content);
            world.run();
        }
    }
}
