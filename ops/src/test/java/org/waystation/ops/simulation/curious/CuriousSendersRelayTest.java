package org.waystation.ops.simulation.curious;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.ops.simulation.curious.Attacker.Known;
import org.waystation.ops.simulation.curious.Correspondence.Manner;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.kernel.Chance;

/** Relay one writes everything down and wants to know to which of twenty mailboxes at relay two each text goes. */
class CuriousSendersRelayTest {
    private static final int ROUNDS_OF_A_CONTROL = 6;

    private static final Correspondence TOGETHER = Correspondence.play(Hunt.SEED, Hunt.ROUNDS, Manner.TOGETHER);

    private static List<Known> messages = List.of();

    @BeforeAll
    static void readTheRecord() throws Exception {
        messages = TOGETHER.messages();
    }

    @Test
    void everythingThatBelongsToATextIsThereForTheAttackers() throws Exception {
        EnumSet<Part> parts = EnumSet.of(
                Part.REQUEST,
                Part.SUBMIT,
                Part.WAITING_ROW,
                Part.QUEUE_ROW,
                Part.KNOWN_ROW,
                Part.DUE_ROW,
                Part.TAKEN,
                Part.FORWARD,
                Part.RESULT,
                Part.OUTCOME,
                Part.COLLECT);
        assertEquals(Hunt.ROUNDS * Correspondence.CONTACTS, messages.size());
        assertTrue(messages.stream()
                .allMatch(each -> each.dossier().parts().keySet().equals(parts)));
        assertTrue(TOGETHER.withTickets(messages) > messages.size() * 0.9, "tickets are in use");
    }

    @Test
    void nobodyTellsToWhomTextsGoThatAreWrittenTogether() {
        // When
        Hunt hunt = new Hunt(messages, Correspondence.CONTACTS);
        Map<String, Integer> right = hunt.right(TOGETHER.attackers());

        // Then
        assertEquals(Map.of(), hunt.winnersOf(right), right::toString);
    }

    @Test
    void nobodyTellsEitherWhenTheReceiptsOfAllOfThemComeBackAtOnce() throws Exception {
        // When
        Correspondence answered = Correspondence.play(Hunt.SEED + 1, Hunt.ROUNDS, Manner.TOGETHER_AND_ANSWERED);

        // Then
        Hunt hunt = new Hunt(answered.messages(), Correspondence.CONTACTS);
        assertEquals(Map.of(), hunt.winners(answered.attackers()));
    }

    // Controls: the same attackers do find what is there to be found.

    @ParameterizedTest
    @EnumSource(names = "ENVELOPE_ID", mode = EnumSource.Mode.EXCLUDE)
    void leakThatIsPlantedIsFound(Leak leak) {
        // When
        Hunt hunt = new Hunt(leak.in(messages, new Chance(Hunt.SEED)), Correspondence.CONTACTS);

        // Then
        assertNotEquals(Map.of(), hunt.winners(TOGETHER.attackers()));
    }

    @Test
    void clientThatAlwaysGoesThroughItsListFromTheTopIsFoundOut() throws Exception {
        // When
        Correspondence listed =
                Correspondence.play(Hunt.SEED + 2, ROUNDS_OF_A_CONTROL, Manner.IN_THE_ORDER_OF_THE_LIST);

        // Then
        Hunt hunt = new Hunt(listed.messages(), Correspondence.CONTACTS);
        assertNotEquals(Map.of(), hunt.winners(listed.attackers()));
    }

    /** Not hidden, and the threat model says so: should this fail one day, it must say something else. */
    @Test
    void receiptThatComesBackBeforeTheNextTextIsWrittenTellsWhichContactItWas() throws Exception {
        // When
        Correspondence slow = Correspondence.play(Hunt.SEED + 3, ROUNDS_OF_A_CONTROL, Manner.ONE_BY_ONE_AND_ANSWERED);

        // Then
        Hunt hunt = new Hunt(slow.messages(), Correspondence.CONTACTS);
        Attacker answers = slow.attackers().get(3);
        assertEquals(
                List.of(answers.words()),
                List.copyOf(hunt.winners(slow.attackers()).keySet()));
    }
}
