package org.waystation.ops.simulation.curious;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.curious.Attacker.Known;
import org.waystation.protocol.fault.ProtocolViolation;

/**
 * Twenty members of relay one, each in the middle of two conversations with people at relay two: one with an accomplice, who
 * tells that relay who wrote, and one with a friend, who does not.
 */
final class TwoConversations {
    static final int MEMBERS = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long ACCOMPLICE = 1;
    private static final long FRIEND = 2;

    private final Town town;
    private final List<Correspondent> members;
    private final List<Correspondent> readers;

    private TwoConversations(long seed) {
        town = new Town(seed);
        members = town.settle(MEMBERS, "member", town.one());
        readers = List.of(town.settle("accomplice", town.two()), town.settle("friend", town.two()));
        town.pass(MINUTE);
        readers.forEach(reader -> members.forEach(each -> each.add(reader)));
        town.pass(MINUTE);
        for (Correspondent reader : readers) {
            reader.acceptEverybody();
            IntStream.rangeClosed(1, MEMBERS).forEach(each -> reader.write(each, town.words()));
        }
        town.pass(MINUTE);
        members.forEach(Correspondent::read);
        town.pass(MINUTE);
        town.truth().clear();
    }

    static TwoConversations play(long seed, int rounds) {
        TwoConversations all = new TwoConversations(seed);
        for (int round = 0; round < rounds; round++) {
            all.round();
        }
        return all;
    }

    /** Each member writes to both, at moments of their own within some minutes, so that nothing comes in pairs. */
    private void round() {
        for (int each : town.shuffled(2 * MEMBERS)) {
            members.get(each / 2).write(each % 2 == 0 ? ACCOMPLICE : FRIEND, town.words());
            town.pass(Duration.ofMillis(town.chance().below(6_000)));
        }
        town.pass(MINUTE);
        readers.forEach(Correspondent::read);
        town.pass(MINUTE.multipliedBy(55));
    }

    Town town() {
        return town;
    }

    /** What relay two has on each text, and who wrote it: to one of the two only. */
    private List<Known> messages(List<Known> all, long reader) {
        return all.stream()
                .filter(each -> town.truth().get(each.dossier().request()).contact() == reader)
                .toList();
    }

    /** What relay two has on each text, and who wrote it. */
    List<Known> messages() throws ProtocolViolation {
        return town.knownAtTwo(members);
    }

    /**
     * Of how many of the friend's mailboxes, of which each member has one, the attacker tells whose it is: by the most of
     * its guesses for what came there, having learnt from the accomplice.
     */
    int mailboxesTold(List<Known> all, Attacker attacker) {
        List<Known> asked = messages(all, FRIEND);
        List<Integer> guesses = attacker.guess(
                messages(all, ACCOMPLICE), asked.stream().map(Known::dossier).toList(), MEMBERS);
        Map<Integer, int[]> votes = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            votes.computeIfAbsent(asked.get(i).who(), unused -> new int[MEMBERS])[guesses.get(i)]++;
        }
        return (int) votes.entrySet().stream()
                .filter(each -> Ballot.first(each.getValue(), town.chance()) == each.getKey())
                .count();
    }
}
