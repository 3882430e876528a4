package org.waystation.ops.simulation.curious;

import java.util.Arrays;
import java.util.List;
import org.waystation.ops.simulation.kernel.Chance;

/** Looks for any few bytes, anywhere, that stand in messages about one and in none about another. */
final class Repeats implements Attacker {
    private static final int WINDOW = 6;
    private static final long WHO = 0xFF;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Chance chance;

    Repeats(Chance chance) {
        this.chance = chance;
    }

    @Override
    public String words() {
        return "bytes that repeat";
    }

    @Override
    public List<Integer> guess(List<Known> known, List<Dossier> asked, int choices) {
        long[] seen = seen(known);
        return asked.stream().map(each -> vote(seen, each, choices)).toList();
    }

    /** Every window and whom it stood by, sorted: the window in the upper bits. */
    private static long[] seen(List<Known> known) {
        long[] all = new long
                [known.stream().mapToInt(each -> windows(each.dossier())).sum()];
        int at = 0;
        for (Known each : known) {
            for (byte[] part : each.dossier().parts().values()) {
                for (int from = 0; from + WINDOW <= part.length; from++) {
                    all[at++] = window(part, from) | each.who();
                }
            }
        }
        Arrays.sort(all);
        return all;
    }

    private static int windows(Dossier dossier) {
        return dossier.parts().values().stream()
                .mapToInt(part -> Math.max(0, part.length - WINDOW + 1))
                .sum();
    }

    /** With the lowest bits free. */
    private static long window(byte[] bytes, int from) {
        long value = 0;
        for (int i = 0; i < WINDOW; i++) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[from + i]);
        }
        return value * MIX & ~WHO;
    }

    private int vote(long[] seen, Dossier asked, int choices) {
        int[] votes = new int[choices];
        for (byte[] part : asked.parts().values()) {
            for (int from = 0; from + WINDOW <= part.length; from++) {
                countOnly(seen, window(part, from), votes);
            }
        }
        return Ballot.first(votes, chance);
    }

    /** A vote for the one by whom the window stood, if it was one only. */
    private static void countOnly(long[] seen, long window, int[] votes) {
        int found = Arrays.binarySearch(seen, window);
        int first = found < 0 ? -found - 1 : found;
        while (first > 0 && (seen[first - 1] & ~WHO) == window) {
            first--;
        }
        if (first == seen.length || (seen[first] & ~WHO) != window) {
            return;
        }
        long who = seen[first] & WHO;
        for (int i = first; i < seen.length && (seen[i] & ~WHO) == window; i++) {
            if ((seen[i] & WHO) != who) {
                return;
            }
        }
        votes[(int) who]++;
    }
}
