package org.waystation.ops.simulation.outage;

import java.util.Optional;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.End;
import org.waystation.ops.simulation.network.Host;
import org.waystation.ops.simulation.network.Receiver;
import org.waystation.ops.simulation.network.Visitor;
import org.waystation.protocol.id.Bytes;

/** Stands in for a machine that is switched off, so that whoever dials it waits in vain, and is not told that nobody is there. */
record Nobody(String name, Timeline time, Life life) implements Host {
    Nobody(String name, Timeline time) {
        this(name, time, new Life(() -> {}));
    }

    @Override
    public Bytes pin() {
        return Bytes.wrap(new byte[0]);
    }

    @Override
    public Loop newLoop() {
        return new Loop(time, life, new Chance(0));
    }

    @Override
    public Optional<Receiver> onVisitor(Visitor visitor, End end) {
        return Optional.empty();
    }
}
