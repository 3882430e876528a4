package org.waystation.federation.store;

/** The environment failed the store: disk full, unreadable, gone. Nothing of the transaction may be acknowledged. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean damage;

    public StoreFailure(String message) {
        this(message, false);
    }

    private StoreFailure(String message, boolean damage) {
        super(message);
        this.damage = damage;
    }

    public StoreFailure(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StoreFailure(String message, Throwable cause, boolean damage) {
        super(message, cause);
        this.damage = damage;
    }

    /** What was written is not what is read. */
    public static StoreFailure ofDamage(String message) {
        return new StoreFailure(message, true);
    }

    /** As above. */
    public static StoreFailure ofDamage(String message, Throwable cause) {
        return new StoreFailure(message, cause, true);
    }

    /** Whether rows are damaged, which no waiting mends; rows elsewhere may be whole. */
    public boolean isDamage() {
        return damage;
    }
}
