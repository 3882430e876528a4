package org.waystation.client.messenger;

import java.util.Optional;
import org.waystation.client.rows.AddressRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.LinkRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.ratchet.Encrypted;
import org.waystation.protocol.ratchet.Introduction;
import org.waystation.protocol.ratchet.PendingIntroduction;
import org.waystation.protocol.ratchet.Session;
import org.waystation.protocol.rekey.RekeySchedule;
import org.waystation.protocol.sealed.Call;

/** Where the next message to a contact goes: the front door until something has come back, then their mailbox. */
record Destination(SessionRow row, Session session, RelayId relay, MailboxId mailbox, SendToken token) {

    /** Empty if the contact has told no address. */
    static Optional<Destination> of(Turn turn, ContactRow contact) {
        SessionRow row = turn.rows()
                .session(contact.getSendingSession())
                .orElseThrow(() -> new IllegalStateException("a contact without a session"));
        Session session = Sessions.of(turn, row);
        if (session.pendingIntroduction().isPresent()) {
            LinkRow link = contact.getLink();
            return Optional.of(new Destination(
                    row,
                    session,
                    RelayId.of(link.getRelay().toByteArray()),
                    MailboxId.of(link.getFrontDoor().toByteArray()),
                    SendToken.of(link.getLinkToken().toByteArray())));
        }
        if (!contact.hasAddress()) {
            return Optional.empty();
        }
        AddressRow address = contact.getAddress();
        return Optional.of(new Destination(
                row,
                session,
                RelayId.of(address.getRelay().toByteArray()),
                MailboxId.of(address.getMailbox().toByteArray()),
                SendToken.of(address.getSendToken().toByteArray())));
    }

    /** Encrypts the content, stores the next session, and gives the call that delivers the envelope. */
    Call.Append append(Turn turn, byte[] content, RekeySchedule schedule) {
        byte[] envelope = session.pendingIntroduction()
                .map(introduction -> introduced(turn, introduction, content))
                .orElseGet(() -> padded(turn, content, schedule));
        return new Call.Append(
                turn.coarselyAfter(LetterWriter.LIFETIME),
                mailbox,
                token,
                EnvelopeId.of(turn.entropy().bytes(EnvelopeId.LENGTH_BYTES)),
                Lane.MESSAGE,
                Bytes.wrap(envelope));
    }

    private byte[] padded(Turn turn, byte[] content, RekeySchedule schedule) {
        SizeClass size =
                SizeClass.fitting(content.length + Session.OVERHEAD_BYTES).orElseThrow();
        return store(turn, session.encrypt(content, size.envelopeBytes(), schedule, turn.now(), turn.entropy()));
    }

    /** The introduction pads itself. */
    private byte[] introduced(Turn turn, PendingIntroduction introduction, byte[] content) {
        SizeClass size = SizeClass.fitting(content.length + Session.OVERHEAD_BYTES + Introduction.MAX_OVERHEAD_BYTES)
                .orElseThrow();
        byte[] message = store(turn, session.encrypt(content, turn.entropy()));
        return introduction.seal(message, size.envelopeBytes(), turn.entropy());
    }

    private byte[] store(Turn turn, Encrypted encrypted) {
        Sessions.replace(turn, row, encrypted.next());
        return encrypted.message();
    }
}
