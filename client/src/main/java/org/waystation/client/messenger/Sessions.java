package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.List;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.ratchet.Session;

/** Ratchet sessions in the vault. A contact has one for sending, and rarely another for what was sent before both agreed. */
final class Sessions {
    static final int MAX_PER_CONTACT = 4;

    private Sessions() {}

    static SessionRow add(Turn turn, long contact, Session session) {
        AccountRow account = turn.account();
        long id = account.getNextSession() + 1;
        turn.rows().put(account.toBuilder().setNextSession(id).build());
        SessionRow row = SessionRow.newBuilder()
                .setId(id)
                .setContact(contact)
                .setSession(encode(session))
                .setMadeAt(turn.nowSeconds())
                .build();
        turn.rows().put(row);
        dropOldest(turn, contact);
        return row;
    }

    private static void dropOldest(Turn turn, long contact) {
        List<SessionRow> all = turn.rows().sessionsOf(contact);
        long sending = turn.rows()
                .contact(contact)
                .map(each -> each.getSendingSession())
                .orElse(0L);
        for (SessionRow each : all.subList(0, Math.max(0, all.size() - MAX_PER_CONTACT))) {
            if (each.getId() != sending) {
                turn.rows().deleteSession(each.getId());
            }
        }
    }

    static void replace(Turn turn, SessionRow row, Session next) {
        SessionRow changed = row.toBuilder().setSession(encode(next)).build();
        if (!changed.equals(row)) {
            turn.rows().put(changed);
        }
    }

    static Session of(Turn turn, SessionRow row) {
        try {
            return Session.decode(SecretBytes.copyOf(row.getSession().toByteArray()))
                    .at(turn.now());
        } catch (CryptoRefused e) {
            throw new IllegalStateException("the vault holds a session that is none", e);
        }
    }

    /** Has all sessions give up what has been missing for too long, also those in which nobody writes any more. */
    static void age(Turn turn) {
        for (SessionRow each : turn.rows().sessions()) {
            replace(turn, each, of(turn, each));
        }
    }

    private static ByteString encode(Session session) {
        return ByteString.copyFrom(session.encode().exposeBytes());
    }
}
