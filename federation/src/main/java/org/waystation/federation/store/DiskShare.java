package org.waystation.federation.store;

/**
 * What something takes of a disk: so many rows, with so many bytes in their keys and values. What a store adds to each row is the
 * store's.
 */
public record DiskShare(long rows, long bytes) {
    public static final DiskShare NONE = new DiskShare(0, 0);

    public DiskShare plus(DiskShare other) {
        return new DiskShare(Math.addExact(rows, other.rows), Math.addExact(bytes, other.bytes));
    }

    /** @throws ArithmeticException if no disk is that large */
    public DiskShare times(long count) {
        return new DiskShare(Math.multiplyExact(rows, count), Math.multiplyExact(bytes, count));
    }
}
