package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.ops.simulation.trial.Profile;

/** Which faults a world knows, and how often each strikes. */
final class Weather {
    private static final double CALM = 0.03;
    private static final double ROUGH = 1;
    private static final double MAD = 10;
    private static final double ABSENT = 0.4;

    /** More would only say the same again, and has to be kept. */
    private static final int MOST_OF_A_KIND = 200_000;

    private final Map<FaultKind, Double> perHour = new EnumMap<>(FaultKind.class);

    /** @param size of the world, where 1 is three relays and six people */
    Weather(Profile profile, double size, Chance chance) {
        for (FaultKind each : FaultKind.values()) {
            perHour.put(each, usual(each) * size * factor(profile, chance));
        }
    }

    private static double factor(Profile profile, Chance chance) {
        return switch (profile) {
            case CALM -> CALM;
            case ROUGH -> ROUGH;
            case MAD -> MAD;
            case DRAWN ->
                chance.happens(ABSENT)
                        ? 0
                        : chance.spread(Duration.ofMillis((long) (1_000 * CALM)), Duration.ofMillis((long)
                                                (1_000 * MAD)))
                                        .toMillis()
                                / 1_000.0;
        };
    }

    /** How often an hour it strikes in a rough world of the usual size. */
    private static double usual(FaultKind kind) {
        return switch (kind) {
            case DELAY -> 20;
            case CONNECTION_LOST -> 6;
            case HALF_OPEN, DEVICE_CRASH -> 3;
            case SEGMENT_DROPPED,
                    SEGMENT_REPEATED,
                    SEGMENT_REORDERED,
                    TRICKLE,
                    WRITE_FAILED,
                    WRITE_FAILED_BUT_KEPT,
                    READ_FAILED,
                    DEATH_BEFORE_VAULT_SYNC,
                    DEATH_AFTER_VAULT_SYNC,
                    VAULT_FAILURE -> 2;
            case REQUEST_REPLAYED, REQUESTS_REORDERED, REQUEST_WITHHELD, RESULT_WITHHELD, RESULT_FORGED -> 2;
            case TORN_WRITE, DEATH_AFTER_SYNC, RELAY_CRASH -> 1;
            case PARTITION, POWER_CUT, DISK_SLOW -> 0.5;
            case CUT_OFF, DISK_FULL -> 0.3;
            case CLOCK_JUMP, CLOCK_SKEW -> 0.2;
            case PERSON_VANISHES -> 0.05;
            case PARTNER_SUSPENDED -> 0.03;
            case KEYS_ROTATED -> 0.01;
            case RESTORED_FROM_BACKUP -> 0.005;
            case RELAY_RETIRED -> 0.001;
        };
    }

    /** Everything that is to go wrong from {@code first} to {@code last}, in order. */
    List<PlannedFault> plan(Duration first, Duration last, Chance chance) {
        List<PlannedFault> all = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            Chance own = chance.fork(kind.name());
            double rate = perHour.get(kind);
            if (rate <= 0) {
                continue;
            }
            Duration mean = Duration.ofMillis((long) (Duration.ofHours(1).toMillis() / rate));
            Duration at = first.plus(own.waiting(mean));
            for (int count = 0; at.compareTo(last) < 0 && count < MOST_OF_A_KIND; count++) {
                all.add(new PlannedFault(0, at, kind, own.next(), lasting(kind, own)));
                at = at.plus(own.waiting(mean));
            }
        }
        all.sort(Comparator.comparing(PlannedFault::at).thenComparing(PlannedFault::kind));
        List<PlannedFault> numbered = new ArrayList<>();
        for (PlannedFault each : all) {
            numbered.add(new PlannedFault(numbered.size() + 1, each.at(), each.kind(), each.dice(), each.lasting()));
        }
        return numbered;
    }

    private static Duration lasting(FaultKind kind, Chance chance) {
        return switch (kind) {
            case DELAY -> chance.spread(Duration.ofMillis(500), Duration.ofMinutes(1));
            case PARTITION, CUT_OFF -> chance.spread(Duration.ofSeconds(10), Duration.ofHours(6));
            case DISK_FULL, DISK_SLOW -> chance.spread(Duration.ofSeconds(10), Duration.ofHours(2));
            case RELAY_CRASH, KEYS_ROTATED -> chance.spread(Duration.ofMillis(200), Duration.ofMinutes(10));
            case POWER_CUT, RESTORED_FROM_BACKUP -> chance.spread(Duration.ofSeconds(20), Duration.ofHours(8));
            case CLOCK_JUMP, CLOCK_SKEW -> chance.spread(Duration.ofSeconds(1), Duration.ofHours(2));
            case PERSON_VANISHES -> chance.spread(Duration.ofHours(6), Duration.ofDays(30));
            case PARTNER_SUSPENDED -> chance.spread(Duration.ofMinutes(5), Duration.ofDays(2));
            default -> Duration.ZERO;
        };
    }
}
