package org.waystation.client.verification;

import java.util.HashMap;
import java.util.Map;

/** Serbian Cyrillic in Latin letters. This way it is unambiguous: thirty letters, each with one spelling. */
final class SerbianLatin {
    private static final String TABLE =
            "аa бb вv гg дd ђđ еe жž зz иi јj кk лl љlj мm нn њnj оo пp рr сs тt ћć уu фf хh цc чč џdž шš";

    private static final Map<Character, String> LATIN = latin();

    private SerbianLatin() {}

    private static Map<Character, String> latin() {
        Map<Character, String> latin = new HashMap<>();
        for (String pair : TABLE.split(" ", -1)) {
            latin.put(pair.charAt(0), pair.substring(1));
        }
        return Map.copyOf(latin);
    }

    /** @throws IllegalArgumentException for anything but small Serbian letters */
    static String of(String cyrillic) {
        StringBuilder word = new StringBuilder();
        for (int at = 0; at < cyrillic.length(); at++) {
            String letters = LATIN.get(cyrillic.charAt(at));
            if (letters == null) {
                throw new IllegalArgumentException("not a small Serbian letter in " + cyrillic);
            }
            word.append(letters);
        }
        return word.toString();
    }
}
