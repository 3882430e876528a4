package org.waystation.ops.faults.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The network between relay one and relay two: each publishes the address of its gate in its card, so that whoever dials
 * goes through here. Bytes are passed, delayed, thinned out or swallowed, and never looked at. Safe for any thread.
 */
public final class FaultyLink implements AutoCloseable {
    private final Map<Direction, AtomicReference<Weather>> weather = new EnumMap<>(Direction.class);
    private final Gate one;
    private final Gate two;

    public FaultyLink(long seed) throws IOException {
        for (Direction each : Direction.values()) {
            weather.put(each, new AtomicReference<>(Weather.CLEAR));
        }
        SplittableRandom chance = new SplittableRandom(seed);
        this.one = new Gate(Direction.TWO_TO_ONE, this::weatherOf, chance.split());
        this.two = new Gate(Direction.ONE_TO_TWO, this::weatherOf, chance.split());
    }

    private Supplier<Weather> weatherOf(Direction direction) {
        AtomicReference<Weather> current = weather.get(direction);
        return current::get;
    }

    /** What relay one has in its card. */
    public InetSocketAddress gateOfOne() {
        return one.address();
    }

    /** What relay two has in its card. */
    public InetSocketAddress gateOfTwo() {
        return two.address();
    }

    /** Where the relays really listen. */
    public void connect(InetSocketAddress relayOne, InetSocketAddress relayTwo) {
        one.leadTo(relayOne);
        two.leadTo(relayTwo);
    }

    public void set(Direction direction, Weather next) {
        weather.get(direction).set(next);
    }

    /** The same both ways. */
    public void set(Weather next) {
        weather.values().forEach(each -> each.set(next));
    }

    /** Resets every connection and refuses new ones. */
    public void cut() throws IOException {
        one.shut();
        two.shut();
    }

    public void mend() throws IOException {
        one.reopen();
        two.reopen();
    }

    /** Connections that came about so far. */
    public int connections() {
        return one.accepted() + two.accepted();
    }

    @Override
    public void close() throws IOException {
        one.close();
        two.close();
    }
}
