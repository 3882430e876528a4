package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.waystation.client.person.Delivery;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.envelope.Address;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.envelope.Succession;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.rekey.RekeySchedule;
import org.waystation.protocol.sealed.Call;

/**
 * Writes to a contact whatever is to be written: texts in the order of their numbers, receipts with them or alone, and our
 * address until the contact is known to have it. Encrypting, and the row that will be submitted, are one transaction.
 */
final class LetterWriter {
    /** How long a message may be under way. */
    static final Duration LIFETIME = Duration.ofDays(21);

    private static final long OUR_ADDRESS_SEQUENCE = 1;

    private final Cards cards;
    private final Adding.Outbox outbox;
    private final RekeySchedule schedule;
    private final BiConsumer<Turn, ContactRow> introduceAnew;

    LetterWriter(
            Cards cards, Adding.Outbox outbox, RekeySchedule schedule, BiConsumer<Turn, ContactRow> introduceAnew) {
        this.introduceAnew = introduceAnew;
        this.cards = cards;
        this.outbox = outbox;
        this.schedule = schedule;
    }

    void advance(Turn turn, ContactRow contact) {
        ContactRow current = contact;
        while (hasSomethingToSay(turn, current)) {
            if (Adding.isStale(turn, current)) {
                introduceAnew.accept(turn, current);
                return;
            }
            Optional<Destination> to = Destination.of(turn, current);
            Optional<RelayCard> card = to.flatMap(each -> cards.usable(turn, each.relay(), contact.getId()));
            if (to.isEmpty() || card.isEmpty()) {
                return;
            }
            current = writeOne(turn, current, to.get(), card.get());
            turn.rows().put(current);
        }
    }

    private static boolean hasSomethingToSay(Turn turn, ContactRow contact) {
        Optional<MailboxRow> ours = Mailboxes.of(turn, contact);
        if (ours.isEmpty() || !ours.get().getCreated()) {
            return false; // They could not answer.
        }
        boolean owesReceipts = contact.getReceivedDueCount() + contact.getReadDueCount() > 0;
        // While more is coming in, receipts gather into fewer messages.
        boolean timeForReceipts = contact.getPhase() == ContactRow.Phase.ESTABLISHED
                && turn.channel().caughtUp().contains(Mailboxes.idOf(ours.get()));
        return mayWriteText(turn, contact)
                || contact.getOwesAnswer()
                || (owesReceipts && timeForReceipts && !areReceiptsUnderWay(turn, contact));
    }

    /**
     * Whoever has not accepted us keeps no more than the first texts, so the further ones wait here, where they are not lost.
     * One that has waited for too long is given up with a word all the same.
     */
    private static boolean mayWriteText(Turn turn, ContactRow contact) {
        long number = contact.getNextToSeal();
        if (number >= contact.getNextNumber()) {
            return false;
        }
        boolean wouldBeKept =
                contact.getPhase() != ContactRow.Phase.INTRODUCED || number <= LetterReader.MAX_TEXTS_IN_REQUEST;
        return wouldBeKept || isTooOld(turn, nextText(turn, contact));
    }

    private static OutgoingRow nextText(Turn turn, ContactRow contact) {
        return turn.rows().outgoing(contact.getId(), contact.getNextToSeal()).orElseThrow();
    }

    /** Until our relay has taken a message of receipts, further ones gather for the next. */
    private static boolean areReceiptsUnderWay(Turn turn, ContactRow contact) {
        return turn.rows().submissionsOf(contact.getId()).stream()
                .filter(row -> row.getNumber() == 0 && !row.getEnvelope().isEmpty())
                .anyMatch(row -> !row.getAccepted());
    }

    private ContactRow writeOne(Turn turn, ContactRow contact, Destination to, RelayCard card) {
        ContactRow.Builder next = contact.toBuilder();
        long number = 0;
        Content content = Content.empty(turn.nowSeconds());
        if (mayWriteText(turn, contact)) {
            number = contact.getNextToSeal();
            next.setNextToSeal(number + 1);
            OutgoingRow text = nextText(turn, contact);
            if (isTooOld(turn, text)) {
                Deliveries.advance(
                        turn,
                        contact.getId(),
                        number,
                        Delivery.EXPIRED,
                        Optional.of(FaultNumber.of(FaultCode.EXPIRED)));
                return next.build();
            }
            content = Content.empty(text.getSentAt()).withText(number, text.getText());
        }
        content = withAddress(turn, contact, withReceipts(next, content));
        next.setOwesAnswer(false);
        Call.Append call = to.append(turn, content.encode(), schedule);
        outbox.add(turn, Outcomes.seal(turn, contact.getId(), number, card, call));
        return next.build();
    }

    private static boolean isTooOld(Turn turn, OutgoingRow text) {
        return Instant.ofEpochSecond(text.getSentAt()).plus(LIFETIME).isBefore(turn.now());
    }

    private static Content withReceipts(ContactRow.Builder next, Content content) {
        NumberSet received = NumberSet.of(next.getReceivedDueList());
        NumberSet read = NumberSet.of(next.getReadDueList());
        List<Long> nowReceived = received.removeLowest(Content.MAX_RECEIPTS).toList();
        List<Long> nowRead = read.removeLowest(Content.MAX_RECEIPTS).toList();
        next.clearReceivedDue().addAllReceivedDue(received.toRows());
        next.clearReadDue().addAllReadDue(read.toRows());
        return content.withReceipts(nowReceived, nowRead);
    }

    private static Content withAddress(Turn turn, ContactRow contact, Content content) {
        if (contact.getKnowsAddress()) {
            return content;
        }
        AccountRow account = turn.account();
        MailboxRow mailbox = Mailboxes.of(turn, contact).orElseThrow();
        Address ours = new Address(
                OUR_ADDRESS_SEQUENCE,
                RelayId.of(account.getRelay().toByteArray()),
                account.getRelayName(),
                Mailboxes.idOf(mailbox),
                SendToken.of(mailbox.getSendToken().toByteArray()));
        Content addressed = content.withAddress(new Content.SignedAddress(ours, ours.sign(turn.signingKey())));
        Content named = contact.getIntroducedAs().isEmpty() ? addressed : addressed.withName(contact.getIntroducedAs());
        return contact.getSuccession().isEmpty() ? named : named.withSuccession(successionOf(contact));
    }

    private static Succession successionOf(ContactRow contact) {
        try {
            return Succession.decode(Bytes.wrap(contact.getSuccession().toByteArray()));
        } catch (ProtocolViolation e) {
            throw new IllegalStateException("the vault holds a succession that is none", e);
        }
    }
}
