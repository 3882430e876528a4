package org.waystation.ops.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What a phase cost one relay; null is what the system does not tell.
 *
 * @param residentBytes at the end of the phase
 * @param writtenBytesPerMessage handed to the disk, the store's log and its rewriting included
 * @param storeBytesPerMessage by which the store's directory has grown; negative where it has shrunk
 */
public record RelayCost(
        String relay,
        double cpuSeconds,
        double cpuSecondsPer1000,
        @Nullable Long residentBytes,
        @Nullable Double writtenBytesPerMessage,
        double storeBytesPerMessage) {}
