package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.waystation.client.rows.IntroductionRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.client.vault.RowKey;
import org.waystation.protocol.ratchet.Introduction;

/**
 * Handshakes that were accepted, by the prekeys and the base key in them: so that a further message finds its session, and no
 * base key is taken twice against prekeys that stay. They are forgotten with the signed prekey, without which neither can be
 * opened again.
 */
final class KnownIntroductions {
    /** Of one contact, over all prekeys that are kept. */
    static final int MAX_PER_CONTACT = 64;

    private KnownIntroductions() {}

    static Optional<IntroductionRow> find(Turn turn, Introduction introduction) {
        return turn.rows().introduction(keyOf(introduction));
    }

    static void remember(Turn turn, Introduction introduction, SessionRow session) {
        IntroductionRow row = IntroductionRow.newBuilder()
                .setSession(session.getId())
                .setContact(session.getContact())
                .setHandshake(ByteString.copyFrom(introduction.handshakeId()))
                .build();
        turn.rows().put(keyOf(introduction), introduction.signedCurveId(), row);
    }

    static boolean hasRoomFor(Turn turn, long contact) {
        long known = turn.rows().introductions().stream()
                .filter(each -> each.getContact() == contact)
                .count();
        return known < MAX_PER_CONTACT;
    }

    static void forget(Turn turn, long signedPrekey) {
        turn.rows().deleteIntroductions(signedPrekey);
    }

    private static RowKey keyOf(Introduction introduction) {
        return RowKey.of(introduction.baseKey())
                .then(introduction.signedCurveId())
                .then(introduction.kemId());
    }
}
