package org.waystation.federation.roster;

/** What the operator wants with a partner for now. Words are stored: they do not change. */
public enum Standing {
    /** Messages go both ways. */
    ACTIVE("active"),
    /** Nothing goes either way, and what waits goes on waiting: there is something to put right first. */
    SUSPENDED("suspended"),
    /** As {@link #SUSPENDED}, because somebody else may have the partner's relay in their hands. */
    QUARANTINED("quarantined");

    private final String word;

    Standing(String word) {
        this.word = word;
    }

    /** The word for it in files and answers. */
    public String word() {
        return word;
    }

    /**
     * The standing of a word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Standing ofWord(String word) {
        for (Standing each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no standing of a partner");
    }
}
