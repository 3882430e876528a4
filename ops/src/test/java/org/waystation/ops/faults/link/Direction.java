package org.waystation.ops.faults.link;

/** Which way bytes go between relay one and relay two, whichever of them has dialled. */
public enum Direction {
    ONE_TO_TWO,
    TWO_TO_ONE;

    Direction back() {
        return this == ONE_TO_TWO ? TWO_TO_ONE : ONE_TO_TWO;
    }
}
