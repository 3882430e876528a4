package org.waystation.ops.simulation.trial;

import java.time.Duration;

/**
 * What happened in a world, in numbers.
 *
 * @param simulated time that passed, the quiet time at the end included
 * @param written texts that people wrote
 * @param shown texts that their readers saw
 * @param failed texts whose writers were told that they expired or were refused
 * @param excused texts of which less is promised and that have not arrived: their relay was retired, restored from a backup, or is hostile
 * @param frames that crossed the network
 * @param slowest the longest way of a text to its reader's device, of those whose reader was connected when they set out
 */
public record Totals(
        Duration simulated, long written, long shown, long failed, long excused, long frames, Duration slowest) {}
