package org.waystation.ops.simulation.curious;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.curious.Attacker.Known;
import org.waystation.protocol.fault.ProtocolViolation;

/** Twenty members of relay one write to the front door of one person at relay two, once an hour, each some time within a minute. */
final class Strangers {
    static final int MEMBERS = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Town town;
    private final List<Correspondent> members;

    private Strangers(long seed) {
        town = new Town(seed);
        members = town.settle(MEMBERS, "member", town.one());
        Correspondent addressee = town.settle("addressee", town.two());
        town.pass(MINUTE);
        addressee.disconnect();
        members.forEach(each -> each.add(addressee));
        town.pass(MINUTE);
        town.truth().clear();
    }

    /** @param inTurn whether they always write in the same order, which they should not be known by */
    static Strangers play(long seed, int rounds, boolean inTurn) {
        Strangers all = new Strangers(seed);
        for (int round = 0; round < rounds; round++) {
            List<Integer> order = inTurn ? IntStream.range(0, MEMBERS).boxed().toList() : all.town.shuffled(MEMBERS);
            for (int member : order) {
                all.members.get(member).write(1, all.town.words());
                all.town.pass(Duration.ofMillis(all.town.chance().below(6_000)));
            }
            all.town.pass(MINUTE.multipliedBy(58));
        }
        return all;
    }

    Town town() {
        return town;
    }

    /** What relay two has on each text, and who wrote it. */
    List<Known> messages() throws ProtocolViolation {
        return town.knownAtTwo(members);
    }
}
