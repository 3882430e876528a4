package org.waystation.protocol.card;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.id.RelayId;

/**
 * A relay's identity as digits that two operators can read to each other: 40 digits (132 bits) in eight groups of five.
 */
public final class Fingerprint {
    private static final int GROUPS = 8;
    private static final int GROUP_DIGITS = 5;
    private static final BigInteger SPAN = BigInteger.TEN.pow(GROUPS * GROUP_DIGITS);

    private Fingerprint() {}

    /** Groups of digits with spaces between. */
    public static String of(RelayId relay) {
        BigInteger number = new BigInteger(1, Digest.sha256(Label.FINGERPRINT, relay.toByteArray()));
        String digits = String.format("%0" + GROUPS * GROUP_DIGITS + "d", number.mod(SPAN));
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < digits.length(); at += GROUP_DIGITS) {
            groups.add(digits.substring(at, at + GROUP_DIGITS));
        }
        return String.join(" ", groups);
    }

    /** Whether a person's input is this relay's fingerprint; anything but digits is ignored. */
    public static boolean matches(RelayId relay, String input) {
        return of(relay).replace(" ", "").equals(input.replaceAll("[^0-9]", ""));
    }
}
