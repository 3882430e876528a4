package org.waystation.ops.bench.report;

import java.util.List;

/**
 * What a phase cost, its last message included.
 *
 * @param relayCpuSecondsPer1000 of all relays together; the same number is milliseconds per message
 * @param generatorCpuShare of the processor time that relays and generator took together, from 0 to 1
 */
public record Cost(
        double relayCpuSecondsPer1000, List<RelayCost> relays, double generatorCpuSeconds, double generatorCpuShare) {
    public Cost {
        relays = List.copyOf(relays);
    }
}
