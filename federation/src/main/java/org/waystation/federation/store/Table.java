package org.waystation.federation.store;

/**
 * One ordered table of a store. The package that owns a table documents its keys and values. A table is its name; the rest
 * says what a store that hides rows from whoever takes the disk needs to know of it.
 *
 * @param idAt where in each key an id of {@value #ID_BYTES} bytes begins that may not be read on a disk; {@value #NO_ID} if there
 *     is none. Rows are in order of what stands before the id, and may be in any order within that
 * @param keysOnly whether all its values are empty
 * @param large whether its values are whole envelopes or requests, and not a few numbers
 */
public record Table(String name, int idAt, boolean keysOnly, boolean large) {
    public static final int ID_BYTES = 16;
    public static final int NO_ID = -1;

    /** A table whose keys show nothing, and whose values are sealed. */
    public Table(String name) {
        this(name, NO_ID, false, false);
    }

    /** This table, with an id in its keys. */
    public Table withIdAt(int offset) {
        return new Table(name, offset, keysOnly, large);
    }

    /** This table, with no values. */
    public Table withKeysOnly() {
        return new Table(name, idAt, true, false);
    }

    /** This table, with large values. */
    public Table withLargeValues() {
        return new Table(name, idAt, false, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Table that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
