package org.waystation.federation.store;

import org.jspecify.annotations.Nullable;

/** The environment failed the store: disk full, unreadable, gone. Nothing of the transaction may be acknowledged. */
public final class StoreFailure extends RuntimeException {
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

    /** Whether only rows are meant that are damaged or cannot be read, and others can be. */
    public boolean isOfRows() {
        return reach != Reach.STORE;
    }
}
