package org.waystation.client.messenger;

import java.util.Optional;
import org.waystation.client.person.ContactResult;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.KeyClaimRow;
import org.waystation.protocol.id.Bytes;

/** What the person says about keys: the codes match; the other key is not theirs; the other key is theirs now. */
final class Decisions {
    private final People people;
    private final KeyClaims claims;
    private final Takeover takeover;

    Decisions(People people, KeyClaims claims, Takeover takeover) {
        this.people = people;
        this.claims = claims;
        this.takeover = takeover;
    }

    /** The codes match, of a key that the person has been shown the code of: what was compared yesterday was perhaps another. */
    ContactResult confirmShown(Turn turn, long id) {
        ContactRow contact = turn.contact(id);
        return contact.getCodeShown() || contact.hasClaim()
                ? confirm(turn, contact)
                : new ContactResult.NotShown(People.view(turn, contact));
    }

    /** The codes match, as a scanner has found. {@code compared}: the fingerprint that it was given. */
    ContactResult confirm(Turn turn, long id, Bytes compared) {
        ContactRow contact = turn.contact(id);
        return compared.equals(Bytes.wrap(contact.getFingerprint().toByteArray()))
                ? confirm(turn, contact)
                : new ContactResult.NotShown(People.view(turn, contact));
    }

    private static ContactResult confirm(Turn turn, ContactRow contact) {
        if (contact.hasClaim()) {
            return new ContactResult.KeyChanged(People.view(turn, contact));
        }
        ContactRow compared = contact.toBuilder()
                .setComparedAt(turn.nowSeconds())
                .setIntroducedAgain(false)
                .setSuccessions(0)
                .build();
        turn.rows().put(compared);
        return new ContactResult.Done(People.view(turn, compared));
    }

    /** The key that was known stays; the other link is forgotten, the other request stays one. */
    ContactResult keep(Turn turn, String who) {
        return decided(turn, who, claims::drop);
    }

    /** The other key takes the name and whatever waits. It has not been compared, whatever was said of the old one. */
    ContactResult replace(Turn turn, String who) {
        return decided(turn, who, (inTurn, contact) -> {
            KeyClaimRow claim = contact.getClaim();
            ContactRow free = claims.drop(inTurn, contact);
            ContactRow taken = takeover.take(inTurn, free, claimant(inTurn, claim));
            inTurn.touch(taken.getId());
            return inTurn.contact(taken.getId());
        });
    }

    private interface Step {
        ContactRow decide(Turn turn, ContactRow contact);
    }

    private static ContactResult decided(Turn turn, String who, Step step) {
        Optional<ContactRow> found = People.find(turn, who);
        if (found.isEmpty()) {
            return new ContactResult.NoSuchContact(who);
        }
        if (!found.get().hasClaim()) {
            return new ContactResult.NothingToDecide(People.view(turn, found.get()));
        }
        return new ContactResult.Done(People.view(turn, step.decide(turn, found.get())));
    }

    /** The row of the other key, ready to be written to: it may have become a request or a contact since the claim. */
    private ContactRow claimant(Turn turn, KeyClaimRow claim) {
        Optional<ContactRow> known = People.find(turn, claim.getFingerprint());
        Phase phase = known.map(ContactRow::getPhase).orElse(Phase.PHASE_UNKNOWN);
        boolean writable = phase == Phase.ADDING || phase == Phase.INTRODUCED || phase == Phase.ESTABLISHED;
        if (writable) {
            return known.orElseThrow();
        }
        if (claim.hasLink() && phase != Phase.REQUESTED) {
            return people.toAdd(turn, claim.getLink(), claim.getIntroducedAs());
        }
        return people.accepted(turn, known.orElseThrow());
    }
}
