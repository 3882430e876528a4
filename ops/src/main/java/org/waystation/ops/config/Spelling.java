package org.waystation.ops.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that somebody probably meant. */
final class Spelling {
    private Spelling() {}

    /** The candidate that takes the fewest insertions, removals and replacements of letters; the first of several. */
    static String nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .orElseThrow(() -> new IllegalArgumentException("no candidates"));
    }

    static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
            }
            int[] done = current;
            current = above;
            above = done;
        }
        return above[to.length()];
    }
}
