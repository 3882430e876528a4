package org.waystation.ops.simulation.network;

import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.protocol.id.Bytes;

/** A caller whose dial is watched. */
record WatchedCaller(Caller caller, DialWatch.Outcome watch) implements Caller {
    @Override
    public Visitor visitor() {
        return caller.visitor();
    }

    @Override
    public Life life() {
        return caller.life();
    }

    @Override
    public Loop loop() {
        return caller.loop();
    }

    @Override
    public Receiver onConnected(End end, Bytes pin) {
        watch.onEnd(true);
        return caller.onConnected(end, pin);
    }

    @Override
    public void onFailed(String why) {
        watch.onEnd(false);
        caller.onFailed(why);
    }
}
