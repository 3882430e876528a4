package org.waystation.ops.simulation.trial;

import java.time.Duration;
import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param at simulated time since the world began
 * @param what in one sentence
 * @param story of the text, the relay or the person concerned, a line for each thing that happened, oldest first
 */
public record Broken(Promise promise, Duration at, String what, List<String> story) {
    public Broken {
        story = List.copyOf(story);
    }
}
