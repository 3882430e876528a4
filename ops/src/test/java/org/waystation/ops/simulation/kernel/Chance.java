package org.waystation.ops.simulation.kernel;

import java.time.Duration;
import java.util.List;
import org.waystation.protocol.crypto.Entropy;

/**
 * Everything that is random in a world, from one seed: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), written out here so
 * that a seed means the same under every version of Java. Guessable, and so the keys made from it are no secrets.
 */
public final class Chance implements Entropy {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public Chance(long seed) {
        state = seed;
    }

    /** A source of its own, so that what one part draws does not change what another part draws. */
    public Chance fork(String name) {
        return new Chance(mix(state + mix(name.hashCode() * GAMMA)));
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 (inclusive) to {@code bound} (exclusive). */
    public int below(int bound) {
        return (int) Math.floorMod(next(), (long) bound);
    }

    /** From 0 (inclusive) to 1 (exclusive). */
    public double fraction() {
        return (next() >>> 11) * UNIT;
    }

    public boolean happens(double probability) {
        return fraction() < probability;
    }

    /** From {@code low} (inclusive) to {@code high} (exclusive). */
    public long between(long low, long high) {
        return low + Math.floorMod(next(), Math.max(1, high - low));
    }

    /** Between the two, every order of magnitude as likely as the next; in milliseconds. */
    public Duration spread(Duration low, Duration high) {
        double exponent = StrictMath.log((double) low.toMillis())
                + fraction() * StrictMath.log((double) high.toMillis() / (double) low.toMillis());
        return Duration.ofMillis((long) StrictMath.exp(exponent));
    }

    /** Waiting time of something that happens once in {@code mean} on average. */
    public Duration waiting(Duration mean) {
        return Duration.ofMillis(1 + (long) (-StrictMath.log(1 - fraction()) * (double) mean.toMillis()));
    }

    public <T> T pick(List<T> all) {
        return all.get(below(all.size()));
    }

    @Override
    public void fill(byte[] target) {
        long bits = 0;
        for (int at = 0; at < target.length; at++) {
            if (at % Long.BYTES == 0) {
                bits = next();
            }
            target[at] = (byte) bits;
            bits >>>= Byte.SIZE;
        }
    }
}
