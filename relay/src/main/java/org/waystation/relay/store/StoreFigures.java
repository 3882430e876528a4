package org.waystation.relay.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much a store holds, as RocksDB estimates it: rows that were written and deleted may count until files are merged.
 *
 * @param rows of each table, by its name
 * @param liveBytes in table files, without what is dead beside it
 * @param memoryBytes write buffers, cached blocks, and indexes and filters of open files
 */
public record StoreFigures(SortedMap<String, Long> rows, long liveBytes, long memoryBytes) {
    public StoreFigures {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
}
