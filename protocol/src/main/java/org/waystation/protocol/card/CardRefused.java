package org.waystation.protocol.card;

/** A relay card was not accepted. */
public final class CardRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Why {
        MALFORMED("the relay card is malformed"),
        FORGED("the relay card was not signed by the relay that it names"),
        ANOTHER_RELAY("the relay card is of another relay than expected"),
        OWN_CARD("the relay card is this relay's own"),
        FOREIGN_TLS_KEY("the relay card names a TLS key of another relay"),
        EXPIRED("the relay card has expired"),
        OLDER_THAN_KNOWN("the relay card is older than the one already known");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    private final Why why;

    public CardRefused(Why why) {
        super(why.words, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
