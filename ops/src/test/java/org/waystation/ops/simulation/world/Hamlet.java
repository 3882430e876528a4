package org.waystation.ops.simulation.world;

import java.util.List;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.people.Letters;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.ops.simulation.relays.BlindWitness;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.relay.RelayLimits;

/** Two relays that are switched off and a person at each: for trying the parts of a world by hand. */
final class Hamlet {
    final Timeline time = new Timeline();
    final Judge judge = new Judge(time);
    final Fingerprint fingerprint = new Fingerprint();
    final Network network = new Network(time, new Chance(1));
    final Letters letters = new Letters(new Chance(2));
    final Ledger ledger = new Ledger(time, judge, fingerprint, mark -> {});
    final List<RelayNode> relays = List.of(relay("north"), relay("south"));
    final PersonNode ana = person("Ana", relays.get(0));
    final PersonNode bojan = person("Bojan", relays.get(1));
    final Faults faults =
            new Faults(time, network, relays, List.of(ana, bojan), ledger, new PrekeyLedger(time, judge), fingerprint);

    /** Both become members, which takes no relay yet. */
    Hamlet joined() {
        for (PersonNode each : List.of(ana, bojan)) {
            each.join();
            ledger.know(each);
        }
        return this;
    }

    private RelayNode relay(String name) {
        return new RelayNode(
                name, time, network, new Chance(name.hashCode()), new BlindWitness(), RelayLimits.DEFAULT, false);
    }

    private PersonNode person(String name, RelayNode home) {
        return new PersonNode(name, home, time, network, new Chance(name.hashCode()), ledger, letters, 2);
    }
}
