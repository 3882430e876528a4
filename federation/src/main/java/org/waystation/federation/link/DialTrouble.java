package org.waystation.federation.link;

/**
 * Why no link came of a dial.
 *
 * @param words what went wrong, as an operator reads it
 * @param ours whether it says nothing of the partner: it is not waited for any longer because of a mistake of this relay
 */
public record DialTrouble(String words, boolean ours) {

    public static DialTrouble ofPartner(String words) {
        return new DialTrouble(words, false);
    }

    public static DialTrouble ofOurs(String words) {
        return new DialTrouble(words, true);
    }
}
