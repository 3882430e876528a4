package org.waystation.ops.siege;

/**
 * What a relay may take however it is attacked.
 *
 * @param memoryBytes resident, of all kinds: what is left of a machine with 1 GiB when its system has its share
 * @param logBytes written during one attack and the time after it
 */
record Bounds(long memoryBytes, long logBytes) {
    static final Bounds USUAL = new Bounds(850L << 20, 16L << 10);
}
