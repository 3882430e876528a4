package org.waystation.ops.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * Memory of a relay with many quiet connections; null is what the system does not tell.
 *
 * @param residentBytesPerConnection by which the process has grown, for each connection
 * @param liveHeapBytesPerConnection the same of the Java heap after a full collection
 */
public record IdleResult(
        int connections,
        @Nullable Long residentBytesBefore,
        @Nullable Long residentBytesAfter,
        @Nullable Double residentBytesPerConnection,
        @Nullable Double liveHeapBytesPerConnection) {}
