package org.waystation.ops.simulation.curious;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.curious.Attacker.Known;
import org.waystation.ops.simulation.curious.Correspondent.Letter;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;

/**
 * Somebody at relay one writes to twenty contacts at relay two, in the middle of their conversations: once an hour to all of
 * them together, in an order that is drawn anew each time.
 */
final class Correspondence {
    static final int CONTACTS = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double ANSWERS = 0.3;

    private final Town town;
    private final Correspondent writer;
    private final List<Correspondent> contacts;

    /** How they write to each other. */
    enum Manner {
        /**
         * In one hour the writer is connected and presses the key twenty times, in the next it writes without a connection and
         * then connects. The contacts look at their devices later, each at a time of its own.
         */
        TOGETHER,
        /** The same, but the writer goes through the list of contacts from the top each time. */
        IN_THE_ORDER_OF_THE_LIST,
        /** The contacts' devices are all connected, and their receipts come back at once. */
        TOGETHER_AND_ANSWERED,
        /** The same, but the writer takes some seconds for each text. */
        ONE_BY_ONE_AND_ANSWERED;

        boolean areAnswered() {
            return this == TOGETHER_AND_ANSWERED || this == ONE_BY_ONE_AND_ANSWERED;
        }
    }

    private Correspondence(long seed) {
        town = new Town(seed);
        writer = town.settle("writer", town.one());
        contacts = town.settle(CONTACTS, "contact", town.two());
    }

    /** Everything from the first word on. */
    static Correspondence play(long seed, int rounds, Manner manner) {
        Correspondence all = new Correspondence(seed);
        all.begin();
        for (int round = 0; round < rounds; round++) {
            all.round(manner, round % 2 == 0);
        }
        return all;
    }

    private void begin() {
        town.pass(MINUTE);
        contacts.forEach(writer::add);
        town.pass(MINUTE);
        contacts.forEach(Correspondent::acceptEverybody);
        contacts.forEach(each -> each.write(1, town.words()));
        town.pass(MINUTE);
        writer.read();
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            IntStream.rangeClosed(1, CONTACTS).forEach(each -> writer.write(each, town.words()));
            town.pass(MINUTE);
            contacts.forEach(Correspondent::read);
            town.pass(MINUTE);
        }
        town.truth().clear();
    }

    private void round(Manner manner, boolean connectedFirst) {
        if (manner.areAnswered()) {
            contacts.forEach(Correspondent::connect);
        } else {
            contacts.forEach(this::lookLater);
        }
        if (connectedFirst || manner.areAnswered()) {
            writer.connect();
            town.pass(MINUTE);
        }
        writeToAll(manner);
        writer.connect();
        town.pass(MINUTE.multipliedBy(3));
        writer.read();
        town.pass(MINUTE);
        writer.disconnect();
        town.pass(MINUTE.multipliedBy(55));
    }

    private void writeToAll(Manner manner) {
        List<Integer> order = manner == Manner.IN_THE_ORDER_OF_THE_LIST
                ? IntStream.range(0, CONTACTS).boxed().toList()
                : town.shuffled(CONTACTS);
        for (int contact : order) {
            writer.write(contact + 1, town.words());
            if (manner == Manner.ONE_BY_ONE_AND_ANSWERED) {
                town.pass(Duration.ofSeconds(3));
            }
        }
    }

    /** Some time within the hour, when the writer is gone; now and then with an answer. */
    private void lookLater(Correspondent contact) {
        contact.disconnect();
        Duration at = Duration.ofSeconds(town.chance().between(600, 3_000));
        town.in(at, contact::connect);
        town.in(at.plus(MINUTE), () -> {
            contact.read();
            if (town.chance().happens(ANSWERS)) {
                contact.write(1, town.words());
            }
        });
        town.in(at.plus(MINUTE.multipliedBy(2)), contact::disconnect);
    }

    /** What relay one has on each text, and to whom it went. */
    List<Known> messages() throws ProtocolViolation {
        List<Known> messages = new ArrayList<>();
        for (Dossier each : SendersRelay.dossiers(town.seenAtOne(), town.two().id())) {
            Letter letter = town.truth().get(each.request());
            if (letter != null) {
                messages.add(new Known(each, (int) letter.contact() - 1));
            }
        }
        return messages;
    }

    List<Attacker> attackers() {
        return List.of(
                new Repeats(town.chance().fork("repeats")),
                new Places(town.chance().fork("places")),
                new Neighbours(town.chance().fork("neighbours")),
                new Answers(town.seenAtOne(), town.chance().fork("answers")));
    }

    /** How many of those were sealed with a ticket that relay two had given out. */
    long withTickets(List<Known> messages) throws ProtocolViolation {
        Set<Bytes> issued = RecipientsRelay.dossiers(town.seenAtTwo(), town.two()).stream()
                .flatMap(each -> each.part(Part.ANSWER).stream())
                .map(Bytes::wrap)
                .collect(Collectors.toSet());
        return messages.stream()
                .filter(each -> issued.contains(Bytes.wrap(Leak.ticketOf(each.dossier()))))
                .count();
    }
}
