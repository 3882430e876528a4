package org.waystation.relay.home;

import java.nio.file.Path;

/** The relay's directory is not as it must be; the message says what to do. Safe to show to the operator. */
public final class HomeTrouble extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String PUT_BACK =
            "; nothing was changed; put it back, with the other keys and the card, from one copy";

    public HomeTrouble(String message) {
        super(message);
    }

    public HomeTrouble(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A file of keys that is not what was written.
     *
     * @param why in words
     */
    static HomeTrouble damaged(String name, String why) {
        return new HomeTrouble(name + " is damaged (" + why + ")" + PUT_BACK);
    }

    /** A file of keys that a relay has and this one has no longer. */
    static HomeTrouble missing(String name, Path directory) {
        return new HomeTrouble(name + " is missing in " + directory + PUT_BACK);
    }
}
