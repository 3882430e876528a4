package org.waystation.client.messenger;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Names;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.client.rows.SubmissionRow;

/**
 * One contact takes the place of another: its name, and every text that no relay has settled. The other keeps what was written
 * with it, under a name that says so, and is never written to again. Two keys never share a row: each has its own mailbox,
 * sessions and numbers, so nothing meant for one can go to the other.
 */
final class Takeover {
    private static final String SUFFIX = "-old-key";

    /** Old keys that one name can have: more than anybody changes keys. Their names are numbered so far. */
    static final int MAX_OLD_KEYS = 1_000;

    /** A longer way from a replaced contact to whoever has its place goes round in a circle. */
    static final int LONGEST_CHAIN = 1_000;

    /** Forgets a request that was to be carried. */
    interface Dropping {
        void drop(Turn turn, SubmissionRow row);
    }

    private final Dropping dropping;

    Takeover(Dropping dropping) {
        this.dropping = dropping;
    }

    /** {@code next} must not be {@code old}; whatever claim {@code old} has must have been dropped. */
    ContactRow take(Turn turn, ContactRow old, ContactRow next) {
        String name = old.getName();
        turn.rows()
                .put(old.toBuilder()
                        .setPhase(Phase.REPLACED)
                        .setName(oldName(turn, name, next.getId()))
                        .setSuccessor(next.getId())
                        .setOwesAnswer(false)
                        .build());
        turn.rows().put(next.toBuilder().setName(name).build());
        forward(turn, turn.contact(old.getId()));
        return turn.contact(next.getId());
    }

    /** {@code next} gives up whatever name it has. */
    private static String oldName(Turn turn, String name, long next) {
        int room = Names.MAX_CHARACTERS
                - SUFFIX.length()
                - String.valueOf(MAX_OLD_KEYS).length();
        String start = name.codePointCount(0, name.length()) <= room
                ? name
                : name.substring(0, name.offsetByCodePoints(0, room)).strip();
        for (int count = 1; count <= MAX_OLD_KEYS; count++) {
            String wanted = start + SUFFIX + (count == 1 ? "" : count);
            if (People.find(turn, wanted).filter(each -> each.getId() != next).isEmpty()) {
                return wanted;
            }
        }
        throw new IllegalStateException("more old keys of one name than anybody has");
    }

    /** Gives every text of a replaced contact that still waits to whoever has its place now. */
    void forward(Turn turn, ContactRow replaced) {
        Set<Long> waiting = waiting(turn, replaced);
        turn.rows().submissionsOf(replaced.getId()).stream()
                .filter(each -> !each.getAccepted())
                .forEach(each -> dropping.drop(turn, each));
        long successor = successor(turn, replaced);
        waiting.forEach(number -> move(turn, replaced.getId(), number, successor));
        if (replaced.getNextToSeal() != replaced.getNextNumber()) {
            turn.rows()
                    .put(replaced.toBuilder()
                            .setNextToSeal(replaced.getNextNumber())
                            .build());
        }
        if (!waiting.isEmpty()) {
            turn.touch(successor);
        }
    }

    /** The numbers of the texts that would go to whoever took the place of this contact now. */
    static Set<Long> waiting(Turn turn, ContactRow contact) {
        Stream<Long> submitted = turn.rows().submissionsOf(contact.getId()).stream()
                .filter(each -> !each.getAccepted())
                .map(SubmissionRow::getNumber);
        Stream<Long> unsealed = LongStream.range(contact.getNextToSeal(), contact.getNextNumber())
                .boxed();
        return Stream.concat(submitted, unsealed)
                .filter(each -> unsettled(turn, contact.getId(), each).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<OutgoingRow> unsettled(Turn turn, long contact, long number) {
        return turn.rows()
                .outgoing(contact, number)
                .filter(each -> !Delivery.ofNumber(each.getDelivery()).isSettledByRelays());
    }

    private static long successor(Turn turn, ContactRow replaced) {
        ContactRow next = replaced;
        for (int steps = 0; next.getPhase() == Phase.REPLACED; steps++) {
            if (steps == LONGEST_CHAIN) {
                throw new IllegalStateException("contacts replace each other in a circle");
            }
            next = turn.contact(next.getSuccessor());
        }
        return next.getId();
    }

    private static void move(Turn turn, long from, long number, long to) {
        Optional<OutgoingRow> text = unsettled(turn, from, number);
        if (text.isPresent()) {
            turn.rows().deleteOutgoing(from, number);
            People.write(turn, to, text.get().getText(), text.get().getSentAt());
        }
    }
}
