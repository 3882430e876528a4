package org.waystation.ops.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one person sent another against what arrived: how many are missing, double, changed or out of order. One thread. */
final class Tally {
    private final List<String> sent = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();

    void sent(String text) {
        sent.add(text);
    }

    void arrived(List<String> texts) {
        arrived.addAll(texts);
    }

    /** The counts so far. Two equal texts are two messages: one of them missing is a loss. */
    Counts counts() {
        Map<String, Integer> missing = new LinkedHashMap<>();
        sent.forEach(text -> missing.merge(text, 1, Integer::sum));
        int extra = 0;
        for (String text : arrived) {
            if (missing.merge(text, -1, Integer::sum) < 0) {
                extra++;
            }
        }
        int lost = missing.values().stream().mapToInt(left -> Math.max(left, 0)).sum();
        return new Counts(sent.size(), sent.size() - lost, lost, extra, sent.equals(arrived));
    }

    /**
     * How it went.
     *
     * @param duplicated messages that arrived although nobody sent them, or sent them fewer times
     * @param inOrder whether exactly what was sent arrived, in that order
     */
    record Counts(int sent, int delivered, int lost, int duplicated, boolean inOrder) {
        Counts plus(Counts other) {
            return new Counts(
                    sent + other.sent,
                    delivered + other.delivered,
                    lost + other.lost,
                    duplicated + other.duplicated,
                    inOrder && other.inOrder);
        }
    }
}
