package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Delivery;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;

/** How receipts gather into few messages, and that none stays behind. Bojan reads eleven texts, the first by itself. */
final class ReceiptsTest {
    private static final int TEXTS = 11;

    private final World world = new World();

    @Test
    void whileTheRelayHasNotTakenAMessageOfThemTheyGatherForOneMore() {
        // Given
        elevenTextsArrive();
        int before = world.two.taken.size();
        world.two.linkDown = true;

        // When
        world.bojan.read();
        world.run();

        // Then
        assertEquals(2, world.two.taken.size() - before, "neither waited for an outcome");
        world.two.linkDown = false;
        world.two.carry();
        world.run();
        assertEquals(Collections.nCopies(TEXTS, Delivery.READ), deliveries());
    }

    @Test
    void thoseThatGatheredGoWhenTheOutcomeOvertakesTheAnswer() {
        // Given
        elevenTextsArrive();
        world.two.outcomesOvertakeAnswers = true;

        // When
        world.bojan.read();
        world.run();

        // Then
        assertEquals(Collections.nCopies(TEXTS, Delivery.READ), deliveries());
    }

    @Test
    void thoseThatGatheredGoWhenTheMessageBeforeThemIsRefusedForGood() {
        // Given
        elevenTextsArrive();
        world.two.refuses.put(ToRelay.Submit.class, FaultCode.LANE_REFUSED);
        world.bojan.read();
        world.bojan.step();

        // When
        world.two.refuses.clear();
        world.run();

        // Then
        List<Delivery> all = deliveries();
        assertEquals(Delivery.ON_THEIR_DEVICE, all.get(0));
        assertEquals(Collections.nCopies(TEXTS - 1, Delivery.READ), all.subList(1, TEXTS));
    }

    @Test
    void thoseThatGatheredGoWhenTheMessageBeforeThemExpires() {
        // Given
        elevenTextsArrive();
        world.two.roomForSubmissions = 0;
        world.bojan.read();
        world.run();

        // When
        world.two.roomForSubmissions = Integer.MAX_VALUE;
        world.pass(LetterWriter.LIFETIME.plusDays(1));

        // Then
        List<Delivery> all = deliveries();
        assertEquals(Delivery.ON_THEIR_DEVICE, all.get(0));
        assertEquals(Collections.nCopies(TEXTS - 1, Delivery.READ), all.subList(1, TEXTS));
    }

    @Test
    void whoeverSubmitsDoesNotAskForTheOutcomeToo() {
        // When
        elevenTextsArrive();

        // Then
        assertEquals(0, world.one.timesAsked(ToRelay.Watch.class));
        assertEquals(Collections.nCopies(TEXTS, Delivery.ON_THEIR_DEVICE), deliveries());
    }

    private void elevenTextsArrive() {
        world.acquainted();
        for (int i = 1; i <= TEXTS; i++) {
            world.ana.send("bojan", "text " + i);
        }
        world.run();
    }

    private List<Delivery> deliveries() {
        return LongStream.rangeClosed(1, TEXTS)
                .mapToObj(each -> world.ana.delivery("bojan", each))
                .toList();
    }
}
