package org.waystation.ops.siege;

/**
 * What a relay may take however it is attacked.
 *
 * @param memoryBytes resident, of all kinds: half of a machine with 1 GiB; what a relay takes in peace, and all of the 256 MiB
 *     outside the heap that the launcher allows it
 * @param logBytes written during one attack and the time after it
 */
record Bounds(long memoryBytes, long logBytes) {
    static final Bounds USUAL = new Bounds(512L << 20, 16L << 10);
}
