package org.waystation.ops.simulation.curious;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.kernel.Chance;

/**
 * Looks at the value of each byte in its place, counted from the beginning and from the end of every part: takes those places
 * that tell most in what it may learn from, and weighs them together (naive Bayes).
 */
final class Places implements Attacker {
    private static final int FROM_THE_BEGINNING = 128;
    private static final int FROM_THE_END = 2_560;
    private static final int PLACES_LOOKED_AT = 256;
    private static final int PLACES_TAKEN = 16;
    private static final int VALUES = 257;
    private static final int NOTHING_THERE = 256;

    private final Chance chance;

    Places(Chance chance) {
        this.chance = chance;
    }

    /** One byte of each message. */
    private record Place(Part part, boolean fromTheEnd, int offset) {
        int valueIn(Dossier dossier) {
            Optional<byte[]> bytes = dossier.part(part);
            int length = bytes.map(each -> each.length).orElse(0);
            int at = fromTheEnd ? length - 1 - offset : offset;
            return at < 0 || at >= length ? NOTHING_THERE : Byte.toUnsignedInt(bytes.orElseThrow()[at]);
        }
    }

    @Override
    public String words() {
        return "values in their places";
    }

    @Override
    public List<Integer> guess(List<Known> known, List<Dossier> asked, int choices) {
        List<Table> best = places(known).stream()
                .map(place -> new Table(place, known, choices))
                .sorted(Comparator.comparingInt((Table table) -> -table.right))
                .limit(PLACES_LOOKED_AT)
                .sorted(Comparator.comparingLong((Table table) -> -table.worth(asked)))
                .limit(PLACES_TAKEN)
                .toList();
        return asked.stream().map(each -> choose(best, each, choices)).toList();
    }

    private static List<Place> places(List<Known> known) {
        return known.get(0).dossier().parts().entrySet().stream()
                .flatMap(part -> {
                    int length = part.getValue().length;
                    return java.util.stream.Stream.concat(
                            IntStream.range(0, Math.min(length, FROM_THE_BEGINNING))
                                    .mapToObj(at -> new Place(part.getKey(), false, at)),
                            IntStream.range(0, Math.min(length, FROM_THE_END))
                                    .mapToObj(at -> new Place(part.getKey(), true, at)));
                })
                .toList();
    }

    private int choose(List<Table> best, Dossier asked, int choices) {
        double[] weights = new double[choices];
        for (Table table : best) {
            int[] counts = table.counts[table.place.valueIn(asked)];
            for (int who = 0; who < choices; who++) {
                weights[who] += StrictMath.log((counts[who] + 0.1) / (table.messages[who] + 0.1 * VALUES));
            }
        }
        return Ballot.first(weights, chance);
    }

    /** How often which value stood by whom in one place. */
    private static final class Table {
        private final Place place;
        private final int[][] counts;
        private final int[] messages;
        private final int right;

        Table(Place place, List<Known> known, int choices) {
            this.place = place;
            this.counts = new int[VALUES][choices];
            this.messages = new int[choices];
            for (Known each : known) {
                counts[place.valueIn(each.dossier())][each.who()]++;
                messages[each.who()]++;
            }
            this.right = (int) known.stream().filter(this::wouldBeTold).count();
        }

        /** A place tells nothing about messages that have other values there than all that are known. */
        long worth(List<Dossier> asked) {
            return right
                    * asked.stream()
                            .filter(each ->
                                    IntStream.of(counts[place.valueIn(each)]).sum() > 0)
                            .count();
        }

        /** Whether the other messages, without this one, say alone by this place whom it is about. */
        private boolean wouldBeTold(Known one) {
            int[] all = counts[place.valueIn(one.dossier())];
            int own = all[one.who()] - 1;
            for (int who = 0; who < all.length; who++) {
                if (who != one.who() && all[who] >= own) {
                    return false;
                }
            }
            return own > 0;
        }
    }
}
