package org.waystation.ops.bench.load;

/** A constant rate: when each message is due. Pure. */
record Timetable(long startNanos, int perSecond) {
    private static final long NANOS = 1_000_000_000L;

    Timetable {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a rate is at least 1 per second");
        }
    }

    /** When a message, from 0, is due on the clock of {@link System#nanoTime}; without drift, however many there are. */
    long dueAt(int number) {
        long seconds = number / perSecond;
        return startNanos + seconds * NANOS + (number % perSecond) * NANOS / perSecond;
    }
}
