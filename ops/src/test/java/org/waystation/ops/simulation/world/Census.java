package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.waystation.federation.outbox.OutboxLimits;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.mailbox.MailboxLimits;

/** Who lives in a world, by name, and with what limits their relays run. */
final class Census {
    private static final List<String> FIRST_NAMES = List.of(
            "Ana",
            "Bojan",
            "Ceca",
            "Dado",
            "Ema",
            "Fadil",
            "Goca",
            "Haris",
            "Iva",
            "Jovan",
            "Katarina",
            "Luka",
            "Mila",
            "Nenad",
            "Olga",
            "Petar",
            "Rada",
            "Saša",
            "Tijana",
            "Uroš",
            "Vesna",
            "Zoran");

    private static final double USUAL = 0.7;

    /** Less than a client publishes at once. */
    private static final int FEW_PREKEYS = 6;

    private Census() {}

    static List<String> relayNames(Trial trial) {
        List<String> names = new ArrayList<>();
        for (int each = 1; each <= trial.relays(); each++) {
            names.add("relay-" + each);
        }
        return names;
    }

    static List<String> peopleNames(Trial trial) {
        List<String> names = new ArrayList<>();
        for (int each = 0; each < trial.people(); each++) {
            int round = each / FIRST_NAMES.size();
            names.add(FIRST_NAMES.get(each % FIRST_NAMES.size()) + (round == 0 ? "" : "-" + (round + 1)));
        }
        return names;
    }

    /** The usual ones; or some that are so small, or keep things for so short, that they are reached. */
    static RelayLimits limits(Chance chance) {
        if (chance.happens(USUAL)) {
            return RelayLimits.DEFAULT;
        }
        boolean small = chance.happens(0.5);
        Duration lifetime = small ? Duration.ofDays(21) : chance.spread(Duration.ofHours(1), Duration.ofDays(4));
        return new RelayLimits(
                new MailboxLimits(
                        small ? chance.between(3, 40) : MailboxLimits.DEFAULT.maxEnvelopes(),
                        small ? chance.between(80_000, 1_000_000) : MailboxLimits.DEFAULT.maxBytes(),
                        lifetime,
                        small ? FEW_PREKEYS : MailboxLimits.DEFAULT.maxOneTimePrekeys()),
                new OutboxLimits(
                        small ? chance.between(5, 60) : OutboxLimits.DEFAULT.maxRequests(),
                        small ? chance.between(100_000, 1_000_000) : OutboxLimits.DEFAULT.maxBytes(),
                        lifetime,
                        small ? Duration.ofDays(14) : lifetime),
                1_000,
                0,
                1_000);
    }
}
