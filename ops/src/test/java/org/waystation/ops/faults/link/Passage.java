package org.waystation.ops.faults.link;

import java.io.IOException;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** One connection through the faulty link. Safe for any thread. */
final class Passage {
    private final Socket dialler;
    private final Socket dialled;
    private final Flow there;
    private final Flow back;

    Passage(
            Socket dialler,
            Socket dialled,
            Direction direction,
            Function<Direction, Supplier<Weather>> weather,
            SplittableRandom chance) {
        this.dialler = dialler;
        this.dialled = dialled;
        this.there = new Flow(this, dialler, dialled, weather.apply(direction), chance.split());
        this.back = new Flow(this, dialled, dialler, weather.apply(direction.back()), chance.split());
    }

    void start() {
        there.start();
        back.start();
    }

    /** An end has gone, or the network has: the other end hears of it, unless the way to it swallows even that. */
    void onFailure() {
        if (!there.hasHole() && !back.hasHole()) {
            reset();
        }
    }

    /** Ends it for both, without a farewell. */
    void reset() {
        reset(dialler);
        reset(dialled);
    }

    private static void reset(Socket socket) {
        try {
            // Lingering for no time makes the close a reset.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedBefore) {
            // By the other of its threads.
        }
    }

    boolean isOver() {
        return dialler.isClosed();
    }
}
