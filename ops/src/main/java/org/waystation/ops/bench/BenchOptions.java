package org.waystation.ops.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.waystation.ops.bench.load.Sender;

/**
 * What the user asked for.
 *
 * @param jobs in their usual order
 * @param size how much load
 * @param tickets whether requests are sealed with the tickets that earlier answers brought
 * @param directory where the relays keep their data while they run
 */
record BenchOptions(Set<Job> jobs, Size size, boolean tickets, Path directory) {
    /** Sealed requests that are held ready at a time; each takes 2.8 KB. */
    static final int MOST_MESSAGES = 400_000;

    static final int MOST_CLIENTS = 20_000;

    BenchOptions {
        jobs = new TreeSet<>(jobs);
    }

    /**
     * How much load.
     *
     * @param clients senders, and as many recipients
     * @param inFlight submissions of a sender without an outcome
     * @param messages of a timed phase at most
     * @param warmup messages before it
     * @param seconds of a timed phase at most
     * @param rate messages a second of the phase at a constant rate; 0: no such phase
     * @param idle connections of the job that holds them
     * @param threads event loops of the generator
     */
    record Size(int clients, int inFlight, int messages, int warmup, int seconds, int rate, int idle, int threads) {
        Size {
            between("--clients", clients, 1, MOST_CLIENTS);
            between("--in-flight", inFlight, 1, Sender.MOST_IN_FLIGHT);
            between("--messages", messages, 1, MOST_MESSAGES);
            between("--warmup", warmup, 0, MOST_MESSAGES);
            between("--seconds", seconds, 1, 3_600);
            between("--rate", rate, 0, MOST_MESSAGES / seconds);
            between("--idle", idle, 1, MOST_CLIENTS);
            between("--threads", threads, 1, 64);
        }

        private static void between(String option, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        option + " is " + value + "; it must be from " + least + " to " + most);
            }
        }

        /** Messages under way at a time when the load is full. */
        int underWay() {
            return Math.min(clients * inFlight, messages / 2);
        }
    }

    /** For the report. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("jobs", jobs.stream().map(Job::toString).toList());
        told.put("size", size);
        told.put("tickets", tickets);
        return told;
    }
}
