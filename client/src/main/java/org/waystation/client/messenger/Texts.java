package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.IncomingRow;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.protocol.frame.FaultNumber;

/**
 * Texts as the person sees them. Of each contact they are shown in the order of their numbers. A text that came before an
 * earlier one waits for it, but not for ever: the earlier one may never come. Once a text behind a gap is shown, nothing waits for
 * that gap any more; what comes late is shown late.
 */
final class Texts {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Texts overtake few others; looking at all that wait would cost as much as showing them, at each look. */
    private static final int LOOKED_AT_BEHIND_A_GAP = 16;

    private Texts() {}

    static int unreadCount(ContactRow row) {
        long count = NumberSet.of(row.getReceivedList()).size()
                - NumberSet.of(row.getShownList()).size();
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    /** What can be shown now and has not been, at most so many. */
    static List<ReceivedText> unread(Turn turn, Optional<Long> contact, int limit) {
        List<ReceivedText> texts = new ArrayList<>();
        for (ContactRow row : turn.rows().contacts()) {
            boolean wanted = contact.isEmpty() || contact.get() == row.getId();
            if (wanted && row.getPhase() != Phase.REQUESTED) {
                unreadOf(turn, row, limit - texts.size(), texts);
            }
        }
        return texts;
    }

    private static void unreadOf(Turn turn, ContactRow row, int limit, List<ReceivedText> texts) {
        NumberSet received = NumberSet.of(row.getReceivedList());
        NumberSet shown = NumberSet.of(row.getShownList());
        long last = shown.highest();
        for (long number : received.without(shown, limit)) {
            long missing = Math.max(0, number - last - 1);
            if (missing > 0 && isNewGap(turn, row, received.from(number, LOOKED_AT_BEHIND_A_GAP))) {
                return;
            }
            IncomingRow text = text(turn, row, number);
            last = Math.max(last, number);
            texts.add(new ReceivedText(
                    row.getId(),
                    row.getName(),
                    number,
                    missing,
                    text.getText(),
                    Instant.ofEpochSecond(text.getSentAt()),
                    Instant.ofEpochSecond(text.getReceivedAt())));
        }
    }

    private static IncomingRow text(Turn turn, ContactRow row, long number) {
        return turn.rows().incoming(row.getId(), number).orElseThrow();
    }

    /** Whether none of the texts behind it has waited long enough: the one that came first need not be the lowest. */
    private static boolean isNewGap(Turn turn, ContactRow row, List<Long> behind) {
        return behind.stream().allMatch(each -> justCame(text(turn, row, each), turn.now()));
    }

    private static boolean justCame(IncomingRow text, Instant now) {
        Instant since = Instant.ofEpochSecond(text.getReceivedAt());
        // A text from the future came before the clock was set back, nobody knows when.
        return !since.isAfter(now) && since.plus(PATIENCE).isAfter(now);
    }

    /** The person has seen it; the other one will be told. */
    static void shown(Turn turn, long contact, long number) {
        ContactRow row = turn.contact(contact);
        NumberSet shown = NumberSet.of(row.getShownList());
        if (shown.contains(number) || !NumberSet.of(row.getReceivedList()).contains(number)) {
            return;
        }
        shown.add(number);
        NumberSet due = NumberSet.of(row.getReadDueList());
        due.add(number);
        turn.rows()
                .put(row.toBuilder()
                        .clearShown()
                        .addAllShown(shown.toRows())
                        .clearReadDue()
                        .addAllReadDue(due.toRows())
                        .build());
        turn.touch(contact);
    }

    /** The newest texts to each contact, at most so many of each, in the order of writing. */
    static List<SentText> sent(Turn turn, int limitPerContact) {
        List<SentText> texts = new ArrayList<>();
        for (ContactRow row : turn.rows().contacts()) {
            long first = Math.max(1, row.getNextNumber() - limitPerContact);
            for (long number = first; number < row.getNextNumber(); number++) {
                // A text that was given to another key of the same person is not here any more.
                sent(turn, row, number).ifPresent(texts::add);
            }
        }
        return texts;
    }

    static Optional<SentText> sent(Turn turn, ContactRow row, long number) {
        return turn.rows().outgoing(row.getId(), number).map(text -> view(row, text));
    }

    private static SentText view(ContactRow row, OutgoingRow text) {
        return new SentText(
                row.getId(),
                row.getName(),
                text.getNumber(),
                text.getText(),
                Instant.ofEpochSecond(text.getSentAt()),
                Delivery.ofNumber(text.getDelivery()),
                text.getFault() == 0 ? Optional.empty() : Optional.of(new FaultNumber(text.getFault())));
    }
}
