package org.waystation.protocol.link;

/** A link, voucher or card that a person handed over cannot be read. Shows nothing of the text itself. */
public final class UnreadableText extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Why {
        SOMETHING_ELSE("is something else"),
        DAMAGED("is damaged: part of it is missing or mistyped"),
        FROM_A_NEWER_VERSION("was made by a newer version");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    private final Why why;

    public UnreadableText(Why why) {
        super(why.words, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
