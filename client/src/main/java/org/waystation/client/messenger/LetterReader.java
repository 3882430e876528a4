package org.waystation.client.messenger;

import java.util.Optional;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.AddressRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.IncomingRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.protocol.envelope.Address;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.prekey.PublicIdentity;
import org.waystation.protocol.ratchet.Decryption;
import org.waystation.protocol.ratchet.Session;

/** Reads what a contact has written: texts, receipts, a new address. Changes the session and the contact together. */
final class LetterReader {
    /** A contact that leaves out texts can make us keep no more gaps than this. */
    static final int MAX_GAPS = 1_000;

    /** Texts that a stranger can leave before the person has accepted. */
    static final int MAX_TEXTS_IN_REQUEST = 100;

    /** An envelope in the mailbox of a contact: of any of its sessions. */
    boolean readAny(Turn turn, long contact, byte[] message) {
        for (SessionRow each : turn.rows().sessionsOf(contact)) {
            if (read(turn, each, message, true)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the message is of this session and could be read, now or before. */
    boolean read(Turn turn, SessionRow row, byte[] message, boolean inOurMailbox) {
        Decryption result = Sessions.of(turn, row).decrypt(message, turn.entropy());
        if (!(result instanceof Decryption.Decrypted opened)) {
            return result instanceof Decryption.Duplicate;
        }
        Session next = opened.next();
        Sessions.replace(turn, row, next);
        if (inOurMailbox) {
            noteAnswer(turn, row.getContact());
        }
        Optional<Content> content = content(opened.plaintext());
        content.ifPresent(each -> take(turn, row.getContact(), row.getId(), next.peer(), each));
        return content.isPresent();
    }

    static Optional<Content> content(byte[] plaintext) {
        try {
            return Optional.of(Content.decode(plaintext));
        } catch (ProtocolViolation e) {
            return Optional.empty();
        }
    }

    /** They know where our mailbox is. */
    private static void noteAnswer(Turn turn, long id) {
        ContactRow contact = turn.contact(id);
        boolean first = contact.getPhase() == Phase.INTRODUCED;
        if (contact.getKnowsAddress() && !first) {
            return;
        }
        turn.rows()
                .put(contact.toBuilder()
                        .setKnowsAddress(true)
                        .setPhase(first ? Phase.ESTABLISHED : contact.getPhase())
                        .build());
        if (first) {
            turn.tell(new Notice.ContactEstablished(id));
        }
    }

    void take(Turn turn, long id, long session, PublicIdentity peer, Content content) {
        ContactRow.Builder contact = turn.contact(id).toBuilder();
        // Another session than ours with them cannot move the conversation elsewhere.
        if (!contact.hasAddress() || contact.getSendingSession() == session) {
            content.address().ifPresent(signed -> takeAddress(contact, peer, signed));
        }
        boolean shown = content.text().isPresent() && takeText(turn, contact, content);
        turn.rows().put(contact.build());
        content.received().forEach(number -> takeReceipt(turn, id, number, Delivery.ON_THEIR_DEVICE));
        content.read().forEach(number -> takeReceipt(turn, id, number, Delivery.READ));
        if (shown) {
            turn.tell(new Notice.TextArrived(id, content.number()));
        }
        turn.touch(id);
    }

    private static void takeAddress(ContactRow.Builder contact, PublicIdentity peer, Content.SignedAddress signed) {
        Address address = signed.address();
        boolean newer = address.sequence() > contact.getAddress().getSequence();
        if (newer && address.isSignedBy(peer.signing(), signed.signature())) {
            contact.setAddress(AddressRow.newBuilder()
                    .setSequence(address.sequence())
                    .setRelay(Rows.field(address.relay().value()))
                    .setRelayName(address.relayName())
                    .setMailbox(Rows.field(address.mailbox().value()))
                    .setSendToken(Rows.field(address.token().value())));
        }
    }

    /** Whether there is a new text to be shown. */
    private static boolean takeText(Turn turn, ContactRow.Builder contact, Content content) {
        NumberSet received = NumberSet.of(contact.getReceivedList());
        boolean requested = contact.getPhase() == Phase.REQUESTED;
        boolean tooMany = requested && received.size() >= MAX_TEXTS_IN_REQUEST;
        if (received.contains(content.number()) || tooMany) {
            return false;
        }
        received.add(content.number());
        // One that opens no gap, or closes one, is welcome however many there are.
        if (received.rangeCount() > MAX_GAPS) {
            return false;
        }
        turn.rows()
                .put(
                        contact.getId(),
                        IncomingRow.newBuilder()
                                .setNumber(content.number())
                                .setText(content.text().orElseThrow())
                                .setSentAt(content.sentAt())
                                .setReceivedAt(turn.nowSeconds())
                                .build());
        NumberSet due = NumberSet.of(contact.getReceivedDueList());
        due.add(content.number());
        contact.clearReceived().addAllReceived(received.toRows());
        contact.clearReceivedDue().addAllReceivedDue(due.toRows());
        return !requested;
    }

    /** Only for a text that has been encrypted: nobody can have received another. */
    private static void takeReceipt(Turn turn, long id, long number, Delivery delivery) {
        if (number > 0 && number < turn.contact(id).getNextToSeal()) {
            Deliveries.advance(turn, id, number, delivery, Optional.empty());
        }
    }
}
