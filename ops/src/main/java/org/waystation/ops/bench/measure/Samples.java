package org.waystation.ops.bench.measure;

import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.bench.load.Tally;

/** Sums of a phase at successive moments, and the rates that they show. One thread. */
public final class Samples {
    private static final double NANOS = 1e9;

    private final List<Sample> samples = new ArrayList<>();

    /** @param steady whether there was still something left to send */
    private record Sample(long nanos, Tally.Sums sums, boolean steady) {}

    /**
     * Rates per second between two moments.
     *
     * @param seconds between the two
     */
    public record Rates(double seconds, double submitted, double answered, double delivered) {}

    public void add(long nanos, Tally.Sums sums, boolean steady) {
        samples.add(new Sample(nanos, sums, steady));
    }

    /**
     * Rates while the load was full: from when as many outcomes had come as are under way at a time, so that the rise at the
     * beginning does not count, until the last message was handed out, so that the fall at the end does not. Over
     * everything, if the phase was too short for that.
     */
    public Rates whileFull(long underWay) {
        int from = first(underWay);
        int to = lastSteady();
        return from >= 0 && from < to ? between(from, to) : overall();
    }

    /** Rates from the first to the last moment. */
    public Rates overall() {
        return samples.size() < 2 ? new Rates(0, 0, 0, 0) : between(0, samples.size() - 1);
    }

    /** Rates from the first moment until the last delivery was first seen. */
    public Rates untilAllWereDelivered() {
        int last = samples.size() - 1;
        while (last > 1 && delivered(last - 1) == delivered(last)) {
            last--;
        }
        return last < 1 ? overall() : between(0, last);
    }

    private long delivered(int sample) {
        return samples.get(sample).sums().delivered();
    }

    private int first(long answers) {
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).sums().answered() >= answers) {
                return i;
            }
        }
        return -1;
    }

    private int lastSteady() {
        int last = samples.size() - 1;
        while (last >= 0 && !samples.get(last).steady()) {
            last--;
        }
        return last;
    }

    private Rates between(int from, int to) {
        Sample first = samples.get(from);
        Sample last = samples.get(to);
        double seconds = (last.nanos() - first.nanos()) / NANOS;
        return new Rates(
                seconds,
                (last.sums().done() - first.sums().done()) / seconds,
                (last.sums().answered() - first.sums().answered()) / seconds,
                (last.sums().delivered() - first.sums().delivered()) / seconds);
    }
}
