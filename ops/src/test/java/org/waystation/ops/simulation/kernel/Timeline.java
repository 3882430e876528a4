package org.waystation.ops.simulation.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Simulated time, and what is to happen in it. What is due at the same moment happens in the order of scheduling. */
public final class Timeline {
    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
    private static final long BEGIN_MILLIS = BEGIN.toEpochMilli();
    private static final long MICROS_PER_MILLI = 1_000;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Life ofTheWorld = new Life(() -> {
        throw new IllegalStateException("a process has died outside of its life");
    });
    private long now;
    private long scheduled;
    private long instantOf;
    private Instant instant = BEGIN;
    private boolean stopped;

    private record Event(long at, long order, Life life, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** Microseconds since the world began. */
    public long now() {
        return now;
    }

    public Duration elapsed() {
        return Duration.ofMillis(now / MICROS_PER_MILLI);
    }

    /** The true time; clocks may show another. */
    public Instant instant() {
        if (instantOf != now) {
            instantOf = now;
            instant = Instant.ofEpochMilli(BEGIN_MILLIS + now / MICROS_PER_MILLI);
        }
        return instant;
    }

    /** Events that have been scheduled so far. */
    public long scheduled() {
        return scheduled;
    }

    /** Has something happen in a process, unless that is over by then. */
    public void at(long micros, Life life, Runnable action) {
        events.add(new Event(Math.max(now, micros), scheduled++, life, action));
    }

    public void in(Duration delay, Life life, Runnable action) {
        at(now + micros(delay), life, action);
    }

    /** Has something happen in the world, whoever lives then. */
    public void in(Duration delay, Runnable action) {
        in(delay, ofTheWorld, action);
    }

    /** Nothing happens any more. */
    public void stop() {
        stopped = true;
    }

    /** Lets time pass until then, and everything happen that is due. */
    public void runUntil(Duration elapsed) {
        long end = micros(elapsed);
        while (!stopped && !events.isEmpty() && events.peek().at <= end) {
            step(events.remove());
        }
        now = stopped ? now : Math.max(now, end);
    }

    private void step(Event event) {
        now = event.at;
        if (event.life.isOver()) {
            return;
        }
        try {
            event.action.run();
        } catch (Death death) {
            event.life.die();
        }
    }

    public static long micros(Duration time) {
        return time.toNanos() / MICROS_PER_MILLI;
    }
}
