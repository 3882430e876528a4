package org.waystation.client.verification;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Stretch;
import org.waystation.protocol.id.Bytes;

/**
 * One person's key in a form that can be read aloud: {@value #WORDS} words (70 bits) or {@value #DIGITS} digits (over 99
 * bits). Of one person, never of a pair: who sits in the middle chooses a key towards either side, and could search for two
 * whose codes of a pair agree at the price of a square root. Against a code of one person there is only the whole search, and
 * each trial costs what {@link Stretch} costs.
 *
 * @param stretched 32 bytes
 */
public record VerificationCode(Bytes stretched) {
    public static final int WORDS = 7;
    public static final int DIGITS = 30;
    public static final int GROUP_DIGITS = 5;

    private static final BigInteger SPAN = BigInteger.TEN.pow(DIGITS);

    public VerificationCode {
        stretched.requireSize(Stretch.BYTES, "stretched fingerprint");
    }

    /** Of a person's fingerprint, 32 bytes; takes some hundred milliseconds. */
    public static VerificationCode of(Bytes fingerprint) {
        return new VerificationCode(Bytes.wrap(Stretch.slowly(Label.VERIFICATION_CODE, fingerprint.toByteArray())));
    }

    /** The first bits, ten for each word, as numbers of words in the list of that language. */
    public List<String> words(Language language) {
        List<String> list = language.words();
        List<String> words = new ArrayList<>();
        BigInteger number = number();
        for (int at = 1; at <= WORDS; at++) {
            BigInteger shifted = number.shiftRight(Byte.SIZE * Stretch.BYTES - at * WordList.BITS);
            words.add(list.get(shifted.intValue() & (WordList.SIZE - 1)));
        }
        return words;
    }

    /** The whole number modulo 10^30, in six groups with spaces between. */
    public String digits() {
        String all = String.format("%0" + DIGITS + "d", number().mod(SPAN));
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < DIGITS; at += GROUP_DIGITS) {
            groups.add(all.substring(at, at + GROUP_DIGITS));
        }
        return String.join(" ", groups);
    }

    private BigInteger number() {
        return new BigInteger(1, stretched.toByteArray());
    }
}
