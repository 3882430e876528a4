package org.waystation.protocol.limits;

import java.util.Optional;

/** What goes first: an alert before a message before bulk. */
public enum Lane {
    ALERT(1),
    MESSAGE(2),
    BULK(3);

    private final int number;

    Lane(int number) {
        this.number = number;
    }

    /** The number on the wire and in store keys; a smaller one goes first. */
    public int number() {
        return number;
    }

    public static Optional<Lane> ofNumber(int number) {
        for (Lane each : values()) {
            if (each.number == number) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
