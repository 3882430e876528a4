package org.waystation.ops.siege.attack;

/** How much of an attack is due by now. What the attacker is late with is left out, not made up for. One thread. */
final class Pace {
    private static final double NANOS = 1e9;
    private static final double MOST_LATE_SECONDS = 0.1;

    private final double perSecond;
    private long last = System.nanoTime();
    private double due;

    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /** What has become due since the last call. */
    int due() {
        long now = System.nanoTime();
        due += Math.min(MOST_LATE_SECONDS, (now - last) / NANOS) * perSecond;
        last = now;
        int whole = (int) due;
        due -= whole;
        return whole;
    }
}
