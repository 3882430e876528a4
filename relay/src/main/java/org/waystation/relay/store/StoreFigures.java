package org.waystation.relay.store;

/**
 * How much a store holds outside the heap and on disk, as RocksDB tells.
 *
 * @param liveBytes in table files, without what is dead beside it; an estimate
 * @param memoryBytes write buffers, cached blocks, and indexes and filters of open files
 */
public record StoreFigures(long liveBytes, long memoryBytes) {}
