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
        OLDER_THAN_KNOWN("the relay card is older than the one already known"),
        TWO_OF_ONE_NUMBER("the relay card has the number of another one of the same relay"),
        DATED_AHEAD("the relay card is dated in the future; a clock may be wrong"),
        NAME_TAKEN("the relay card has the name of another relay"),
        RENAMED("the relay card has another name than before"),
        RETIRED("the relay of this card has said that it is gone for good"),
        DENIED("the relay of this card is denied here"),
        NO_ROOM("this relay has as many partners as it can have"),
        NO_ROOM_TO_DENY("this relay denies as many relays as it can");

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
