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
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.kernel.Chance;

/** Relay two writes everything down, opens what is sealed to it, and wants to know which of twenty members of relay one wrote. */
class CuriousRecipientsRelayTest {
    private static final int ROUNDS_OF_A_CONTROL = 6;

    private static List<Known> toAFrontDoor = List.of();

    @BeforeAll
    static void writeToAFrontDoor() throws Exception {
        toAFrontDoor = Strangers.play(Hunt.SEED, Hunt.ROUNDS, false).messages();
    }

    private static List<Attacker> attackers() {
        Chance chance = new Chance(Hunt.SEED);
        return List.of(
                new Repeats(chance.fork("repeats")),
                new Places(chance.fork("places")),
                new Neighbours(chance.fork("neighbours")));
    }

    @Test
    void everythingThatBelongsToATextIsThereForTheAttackers() {
        EnumSet<Part> parts = EnumSet.of(
                Part.REQUEST,
                Part.FORWARD,
                Part.CALL,
                Part.ENVELOPE_ROW,
                Part.MAILBOX_ROW,
                Part.EXPIRY_ROW,
                Part.SEEN_ROW,
                Part.FORGET_ROW,
                Part.ANSWER,
                Part.RESULT);
        assertEquals(Hunt.ROUNDS * Strangers.MEMBERS, toAFrontDoor.size());
        assertTrue(toAFrontDoor.stream()
                .allMatch(each -> each.dossier().parts().keySet().equals(parts)));
    }

    @Test
    void nobodyTellsWhichStrangerWroteToAFrontDoor() {
        // When
        Hunt hunt = new Hunt(toAFrontDoor, Strangers.MEMBERS);
        Map<String, Integer> right = hunt.right(attackers());

        // Then
        assertEquals(Map.of(), hunt.winnersOf(right), right::toString);
    }

    /** Requests carry tickets here. Whose mailbox the accomplice's are is known; whose the friend's are is asked. */
    @Test
    void nobodyTellsWhoWritesToAFriendByKnowingWhoWritesToAnAccomplice() throws Exception {
        // Given
        TwoConversations both = TwoConversations.play(Hunt.SEED, ROUNDS_OF_A_CONTROL);
        List<Known> messages = both.messages();
        List<Known> leaking = Leak.ticketsSpentAnywhere(messages);
        List<Known> named = Leak.ENVELOPE_ID.in(messages, new Chance(Hunt.SEED));

        // When
        int suspicious = Luck.suspicious(TwoConversations.MEMBERS, TwoConversations.MEMBERS, Hunt.FALSE_ALARM_ONCE_IN);

        // Then
        for (Attacker each : attackers()) {
            assertTrue(both.mailboxesTold(messages, each) < suspicious, each.words());
        }
        assertTrue(both.mailboxesTold(leaking, attackers().get(0)) >= suspicious, "tickets spent on any mailbox");
        assertTrue(both.mailboxesTold(named, attackers().get(1)) >= suspicious, "members in the envelopes' ids");
        // Not hidden, as the threat model says: a mailbox is a name for a conversation, of which one need be told only
        // once.
        assertNotEquals(Map.of(), new Hunt(messages, TwoConversations.MEMBERS).winners(attackers()));
    }

    // Controls: the same attackers do find what is there to be found.

    @ParameterizedTest
    @EnumSource(names = "SUBMISSION_ID", mode = EnumSource.Mode.EXCLUDE)
    void leakThatIsPlantedIsFound(Leak leak) {
        // When
        Hunt hunt = new Hunt(leak.in(toAFrontDoor, new Chance(Hunt.SEED)), Strangers.MEMBERS);

        // Then
        assertNotEquals(Map.of(), hunt.winners(attackers()));
    }

    @Test
    void membersWhoAlwaysWriteInTurnAreFoundOut() throws Exception {
        // When
        List<Known> inTurn =
                Strangers.play(Hunt.SEED + 1, ROUNDS_OF_A_CONTROL, true).messages();

        // Then
        assertNotEquals(Map.of(), new Hunt(inTurn, Strangers.MEMBERS).winners(attackers()));
    }
}
