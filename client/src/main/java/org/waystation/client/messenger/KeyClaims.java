package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.waystation.client.person.ContactResult;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.KeyClaimRow;
import org.waystation.client.rows.LinkRow;
import org.waystation.protocol.link.ContactLink;

/**
 * Another key for somebody who is known already. It is a claim only when the person says so with their own hands: adds a link
 * under the name of a contact or for the same front door, or accepts a request by the name of a contact. What strangers call
 * themselves is none, so nobody on the network can stop a conversation.
 *
 * <p>While a contact has a claim nothing goes out to it; what comes in from the known key is read. A contact has one claim: a
 * later one takes the place of an earlier, so that a decision is about what the person gave last.
 */
final class KeyClaims {
    /** Stops and lets go what is sealed already. */
    interface Gate {
        void hold(long contact);

        void release(long contact);
    }

    private final Gate gate;

    KeyClaims(Gate gate) {
        this.gate = gate;
    }

    static boolean isHeld(ContactRow contact) {
        return contact.hasClaim();
    }

    /** Whom a link, given under that name, claims to be with another key. */
    static Optional<ContactRow> claimed(Turn turn, ContactLink link, Optional<String> name) {
        return claimedDoor(turn, link)
                .or(() -> name.flatMap(each -> claimed(turn, each, Rows.field(link.fingerprint()))));
    }

    private static Optional<ContactRow> claimedDoor(Turn turn, ContactLink link) {
        Predicate<ContactRow> sameDoor =
                each -> each.getLink().getRelay().equals(Rows.field(link.relay().value()))
                        && each.getLink()
                                .getFrontDoor()
                                .equals(Rows.field(link.frontDoor().value()));
        return turn.rows().contacts().stream()
                .filter(sameDoor)
                .filter(each -> isPinned(each) && !each.getFingerprint().equals(Rows.field(link.fingerprint())))
                .findFirst();
    }

    /** Whom a key claims to be that is to have that name. */
    static Optional<ContactRow> claimed(Turn turn, String name, ByteString fingerprint) {
        return People.find(turn, name)
                .filter(each -> isPinned(each) && !each.getFingerprint().equals(fingerprint));
    }

    /** Whether the person once said whose key it is: a request is nobody's yet, and a replaced key is decided about. */
    private static boolean isPinned(ContactRow contact) {
        return contact.getPhase() != Phase.REQUESTED && contact.getPhase() != Phase.REPLACED;
    }

    /** {@code link}: where the other key can be reached, unless a request has come from it. */
    ContactResult raise(
            Turn turn, ContactRow contact, ByteString fingerprint, Optional<LinkRow> link, Optional<String> as) {
        KeyClaimRow.Builder claim =
                KeyClaimRow.newBuilder().setFingerprint(fingerprint).setIntroducedAs(as.orElse(""));
        link.ifPresent(claim::setLink);
        return new ContactResult.KeyChanged(
                People.view(turn, put(turn, contact.toBuilder().setClaim(claim).build())));
    }

    /** Has a contact that carries a claim held from now on. */
    ContactRow put(Turn turn, ContactRow contact) {
        turn.rows().put(contact);
        gate.hold(contact.getId());
        return contact;
    }

    /** The claim is decided; what was held goes on, unless the contact has been replaced. */
    ContactRow drop(Turn turn, ContactRow contact) {
        ContactRow free = contact.toBuilder().clearClaim().build();
        turn.rows().put(free);
        gate.release(free.getId());
        turn.touch(free.getId());
        return free;
    }

    /** The person has given this key a name of its own, which says that it is nobody's whom it claimed to be. */
    void withdraw(Turn turn, ByteString fingerprint) {
        List<ContactRow> questioned = turn.rows().contacts().stream()
                .filter(each ->
                        each.hasClaim() && each.getClaim().getFingerprint().equals(fingerprint))
                .toList();
        questioned.forEach(each -> drop(turn, each));
    }
}
