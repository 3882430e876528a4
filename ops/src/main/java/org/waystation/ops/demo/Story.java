package org.waystation.ops.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what happens, step by step with times, and remembers it for the JSON. One thread. */
final class Story {
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final String INDENT = "        ";

    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant begun;
    private final List<Step> steps = new ArrayList<>();

    Story(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** One step: when it began, its heading and what was told in it. */
    record Step(double atSeconds, String title, List<String> lines) {}

    void step(String title) {
        double seconds = seconds();
        steps.add(new Step(seconds, title, new ArrayList<>()));
        print("");
        print(String.format(Locale.ROOT, "%5.1f s %s", seconds, title));
    }

    void tell(String line) {
        if (!steps.isEmpty()) {
            steps.get(steps.size() - 1).lines().add(line);
        }
        print(INDENT + line);
    }

    /** A line that is not part of any step. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    double seconds() {
        return Duration.between(begun, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
