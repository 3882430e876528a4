package org.waystation.federation.store;

import org.jspecify.annotations.Nullable;

/** The environment failed the store: disk full, unreadable, gone. Nothing of the transaction may be acknowledged. */
public final class StoreFailure extends RuntimeException {
    /** What to do about damage that keeps a store from being opened; ends a message. */
    public static final String PUT_BACK =
            "nothing was changed. Look at the disk, then put the newest copy of the relay in its place";

    private static final long serialVersionUID = 1L;

    private final Reach reach;

    /** How much of the store it is about. */
    private enum Reach {
        STORE,
        UNREADABLE_ROWS,
        DAMAGED_ROWS
    }

    public StoreFailure(String message) {
        super(message);
        reach = Reach.STORE;
    }

    public StoreFailure(String message, Throwable cause) {
        this(message, cause, Reach.STORE);
    }

    private StoreFailure(String message, @Nullable Throwable cause, Reach reach) {
        super(message, cause);
        this.reach = reach;
    }

    /** What was written is not what is read. */
    public static StoreFailure ofDamage(String message) {
        return new StoreFailure(message, null, Reach.DAMAGED_ROWS);
    }

    /** As above. */
    public static StoreFailure ofDamage(String message, Throwable cause) {
        return new StoreFailure(message, cause, Reach.DAMAGED_ROWS);
    }

    /** What was written cannot be read, for now at least. */
    public static StoreFailure ofReading(String message, Throwable cause) {
        return new StoreFailure(message, cause, Reach.UNREADABLE_ROWS);
    }

    /** Whether rows are damaged, which no waiting mends; rows elsewhere may be whole. */
    public boolean isDamage() {
        return reach == Reach.DAMAGED_ROWS;
    }

    /** The same, with what to do about it if rows are damaged, for whoever cannot go on without them. */
    public StoreFailure withAdvice() {
        return isDamage() ? ofDamage("the store is damaged (" + getMessage() + "); " + PUT_BACK, this) : this;
    }

    /** Whether only rows are meant that are damaged or cannot be read, and others can be. */
    public boolean isOfRows() {
        return reach != Reach.STORE;
    }
}
