package org.waystation.ops.simulation.people;

import org.waystation.ops.simulation.kernel.Chance;

/** Texts, each unlike any other, so that a text that is seen somewhere says which it is. */
public final class Letters {
    private static final int LONGEST = 700;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz ";

    private final Chance chance;
    private int written;

    public Letters(Chance chance) {
        this.chance = chance;
    }

    /** A mark of 16 characters that stands nowhere else, then a few words. */
    String write(String from, String to) {
        StringBuilder text = new StringBuilder(mark(++written))
                .append(' ')
                .append(from)
                .append(" to ")
                .append(to);
        int length = chance.below(LONGEST);
        while (text.length() < length) {
            text.append(ALPHABET.charAt(chance.below(ALPHABET.length())));
        }
        return text.toString();
    }

    private String mark(int number) {
        return String.format("%08x%08x", number, chance.next() & 0xFFFF_FFFFL);
    }

    /** The mark that a text begins with. */
    public static String markOf(String text) {
        return text.substring(0, Math.min(text.length(), 16));
    }
}
