package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.KeyClaimRow;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.envelope.Succession;
import org.waystation.protocol.prekey.PublicIdentity;

/**
 * A contact who goes on under a new identity and has the old one say so: the new one takes over name and texts without a
 * question. That the codes matched is not taken over: the person compared another code, and whoever stole the old device could
 * sign as well.
 */
final class Successors {
    /** In a row, without the person comparing codes. Each makes a row and a mailbox; after these the person is asked. */
    static final int MAX_IN_A_ROW = 8;

    private final People people;
    private final KeyClaims claims;
    private final Takeover takeover;

    Successors(People people, KeyClaims claims, Takeover takeover) {
        this.people = people;
        this.claims = claims;
        this.takeover = takeover;
    }

    /** The row of {@code peer} in the place of the contact that it was; empty if it does not prove that it was one. */
    Optional<ContactRow> follow(Turn turn, PublicIdentity peer, Content content) {
        Succession.Keys next = new Succession.Keys(peer.signing(), peer.agreement());
        return content.succession()
                .flatMap(statement -> predecessor(turn, statement.old())
                        .filter(old -> statement.leadsTo(next))
                        .map(old -> follow(turn, old, peer)));
    }

    private static Optional<ContactRow> predecessor(Turn turn, Succession.Keys old) {
        PublicIdentity identity = new PublicIdentity(old.signing(), old.agreement());
        return People.find(turn, ByteString.copyFrom(identity.fingerprint()))
                .filter(each -> each.getPhase() == Phase.ESTABLISHED || each.getPhase() == Phase.INTRODUCED)
                .filter(each -> each.getSuccessions() < MAX_IN_A_ROW);
    }

    private ContactRow follow(Turn turn, ContactRow old, PublicIdentity peer) {
        ContactRow stranger = People.newRow(turn)
                .setFingerprint(ByteString.copyFrom(peer.fingerprint()))
                .setCallsItself(old.getCallsItself())
                .setSuccessions(old.getSuccessions() + 1)
                .build();
        Optional<KeyClaimRow> claim = old.hasClaim() ? Optional.of(old.getClaim()) : Optional.empty();
        ContactRow free = claims.drop(turn, old);
        ContactRow taken = takeover.take(turn, free, people.accepted(turn, stranger));
        // A claim by yet another key is still to be decided; a claim by this very key is decided by the signature.
        ContactRow last = claim.filter(each -> !each.getFingerprint().equals(taken.getFingerprint()))
                .map(each -> claims.put(turn, taken.toBuilder().setClaim(each).build()))
                .orElse(taken);
        turn.tell(new Notice.ContactMoved(old.getId(), last.getId()));
        return last;
    }
}
