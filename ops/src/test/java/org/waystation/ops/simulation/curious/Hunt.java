package org.waystation.ops.simulation.curious;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waystation.ops.simulation.curious.Attacker.Known;

/**
 * Lets attackers learn from the first half of what was recorded and asks them about the second.
 *
 * <p>{@code -Dcurious.rounds=N} makes it longer, {@code -Dcurious.seed=N} another one.
 */
final class Hunt {
    /** So rarely an attacker who learns nothing is taken for one who does. Each run of a seed is the same. */
    static final long FALSE_ALARM_ONCE_IN = 1_000_000;

    /** How often everybody is written to. */
    static final int ROUNDS = Integer.getInteger("curious.rounds", 12);

    static final long SEED = Long.getLong("curious.seed", 4_711);

    private final List<Known> known;
    private final List<Known> asked;
    private final int choices;

    /**
     * @param messages in the order of time
     * @param choices whom they may be about, numbered from 0
     */
    Hunt(List<Known> messages, int choices) {
        this.known = messages.subList(0, messages.size() / 2);
        this.asked = messages.subList(messages.size() / 2, messages.size());
        this.choices = choices;
    }

    /** Those who cannot have been merely lucky, and how many they told; empty: nobody learnt anything. */
    Map<String, Integer> winners(List<Attacker> attackers) {
        return winnersOf(right(attackers));
    }

    /** The same, of answers that were counted before. */
    Map<String, Integer> winnersOf(Map<String, Integer> right) {
        Map<String, Integer> winners = new LinkedHashMap<>(right);
        int suspicious = Luck.suspicious(asked.size(), choices, FALSE_ALARM_ONCE_IN);
        winners.values().removeIf(each -> each < suspicious);
        return winners;
    }

    /** How many each attacker tells rightly, by what it looks at. */
    Map<String, Integer> right(List<Attacker> attackers) {
        Map<String, Integer> right = new LinkedHashMap<>();
        for (Attacker each : attackers) {
            List<Integer> guesses = new ArrayList<>(
                    each.guess(known, asked.stream().map(Known::dossier).toList(), choices));
            int hits = 0;
            for (int i = 0; i < asked.size(); i++) {
                hits += guesses.get(i) == asked.get(i).who() ? 1 : 0;
            }
            right.put(each.words(), hits);
        }
        return right;
    }
}
