package org.waystation.ops.simulation.curious;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.protocol.id.Bytes;

/**
 * Looks at what comes back: the sender has a mailbox of its own for each contact, and a receipt arrives there some time after
 * the message. Learns which mailbox, and after how long, goes with each contact, and asks which of them fits.
 */
final class Answers implements Attacker {
    private static final int MAILBOX_BYTES = 32;
    private static final long TOGETHER_MICROS = 120_000_000;
    private static final double LEAST_SPREAD_MICROS = 100;

    private final List<Sighting> arrivals;
    private final Chance chance;

    /** @param sightings what the relay recorded, in the order of time */
    Answers(List<Sighting> sightings, Chance chance) {
        this.arrivals = sightings.stream()
                .filter(each -> each.kind() == Sighting.Kind.ROW && each.with().equals("envelope"))
                .filter(each -> each.bytes().size() > 0)
                .toList();
        this.chance = chance;
    }

    @Override
    public String words() {
        return "answers that come back";
    }

    @Override
    public List<Integer> guess(List<Known> known, List<Dossier> asked, int choices) {
        Map<Dossier, Map<Bytes, Long>> before =
                delays(known.stream().map(Known::dossier).toList());
        List<Habit> habits = new ArrayList<>();
        for (int who = 0; who < choices; who++) {
            habits.add(habit(known, before, who));
        }
        Map<Dossier, Map<Bytes, Long>> then = delays(asked);
        return asked.stream().map(each -> vote(habits, then.get(each))).toList();
    }

    /** How long each mailbox took after each message until something came. */
    private Map<Dossier, Map<Bytes, Long>> delays(List<Dossier> dossiers) {
        Map<Dossier, Map<Bytes, Long>> delays = new HashMap<>();
        List<Dossier> inOrder = new ArrayList<>(dossiers);
        inOrder.sort(Comparator.comparingLong(Dossier::begins));
        int from = 0;
        for (int at = 1; at <= inOrder.size(); at++) {
            boolean last = at == inOrder.size();
            if (last || inOrder.get(at).begins() - inOrder.get(from).begins() > TOGETHER_MICROS) {
                Map<Bytes, Long> firsts = firstArrivals(
                        inOrder.get(from).begins(),
                        last ? Long.MAX_VALUE : inOrder.get(at).begins());
                inOrder.subList(from, at).forEach(each -> delays.put(each, since(each.begins(), firsts)));
                from = at;
            }
        }
        return delays;
    }

    private Map<Bytes, Long> firstArrivals(long from, long until) {
        Map<Bytes, Long> firsts = new LinkedHashMap<>();
        arrivals.stream()
                .filter(each -> each.micros() > from && each.micros() < until)
                .forEach(each -> firsts.putIfAbsent(
                        Bytes.wrap(Arrays.copyOf(each.key().toByteArray(), MAILBOX_BYTES)), each.micros()));
        return firsts;
    }

    private static Map<Bytes, Long> since(long begin, Map<Bytes, Long> firsts) {
        Map<Bytes, Long> delays = new LinkedHashMap<>();
        firsts.forEach((mailbox, at) -> delays.put(mailbox, at - begin));
        return delays;
    }

    /** How somebody answers: where, and after how long. */
    private record Habit(Bytes mailbox, double delay, double spread) {
        /** The higher the likelier. */
        double fits(Map<Bytes, Long> delays) {
            if (!delays.containsKey(mailbox)) {
                return Double.NEGATIVE_INFINITY;
            }
            double off = (delays.get(mailbox) - delay) / spread;
            return -off * off / 2 - StrictMath.log(spread);
        }
    }

    /** The mailbox whose delays after the messages to somebody vary least is theirs. */
    private static Habit habit(List<Known> known, Map<Dossier, Map<Bytes, Long>> delays, int who) {
        Map<Bytes, List<Long>> byMailbox = new LinkedHashMap<>();
        known.stream()
                .filter(each -> each.who() == who)
                .forEach(each -> delays.get(each.dossier())
                        .forEach((mailbox, delay) -> byMailbox
                                .computeIfAbsent(mailbox, unused -> new ArrayList<>())
                                .add(delay)));
        return byMailbox.entrySet().stream()
                .map(each -> habit(each.getKey(), each.getValue()))
                .min(Comparator.comparingDouble(Habit::spread))
                .orElse(new Habit(Bytes.wrap(new byte[0]), 0, 1));
    }

    private static Habit habit(Bytes mailbox, List<Long> delays) {
        double mean = delays.stream().mapToLong(Long::longValue).average().orElse(0);
        double variance = delays.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .average()
                .orElse(0);
        return new Habit(mailbox, mean, Math.max(LEAST_SPREAD_MICROS, StrictMath.sqrt(variance)));
    }

    private int vote(List<Habit> habits, Map<Bytes, Long> delays) {
        return Ballot.first(
                habits.stream().mapToDouble(each -> each.fits(delays)).toArray(), chance);
    }
}
