package org.waystation.federation.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a store, in words with counts; never anybody's id. Confined to one thread. */
public final class Findings {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** @param what in the plural, as it reads after a number */
    public void add(String what) {
        add(what, 1);
    }

    /** Does nothing for a count of 0. */
    public void add(String what, long count) {
        if (count != 0) {
            counts.merge(what, count, Long::sum);
        }
    }

    /** One line for each kind, with its count first; empty if all is well. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((what, count) -> lines.add(count + " " + what));
        return lines;
    }
}
