package org.waystation.client.messenger;

import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.rows.ContactRow;
import org.waystation.protocol.id.Bytes;

/** What the person says about the keys of contacts. Part of {@link Messenger}, confined to its thread. */
public final class KeyTrust {
    private final Turns turns;
    private final Decisions decisions;

    KeyTrust(Turns turns, Decisions decisions) {
        this.turns = turns;
        this.decisions = decisions;
    }

    /** The person has been shown the code of this contact's key. */
    public Contact noteShown(long contact) {
        return turns.turn(turn -> {
            turn.rows().put(turn.contact(contact).toBuilder().setCodeShown(true).build());
            return People.view(turn, turn.contact(contact));
        });
    }

    /** The person says that the codes match; only of a key whose code was shown before. */
    public ContactResult confirmShown(long contact) {
        return turns.turn(turn -> decisions.confirmShown(turn, contact));
    }

    /** The codes match, as a scanner has found; {@code compared}: the fingerprint that it was given. */
    public ContactResult confirm(long contact, Bytes compared) {
        return turns.turn(turn -> decisions.confirm(turn, contact, compared));
    }

    /** Of two keys the one that was known stays; see {@link ContactResult.KeyChanged}. */
    public ContactResult keepKey(String contact) {
        return turns.turn(turn -> decisions.keep(turn, contact));
    }

    /** Of two keys the other is the contact's from now on, and gets the texts that wait. */
    public ContactResult replaceKey(String contact) {
        return turns.turn(turn -> decisions.replace(turn, contact));
    }

    /** How many texts to this contact would go to another key if that replaced the known one now. */
    public int waiting(long contact) {
        return turns.turn(turn -> Takeover.waiting(turn, turn.contact(contact)).size());
    }

    /** Whether the person should be told now that they never compared codes with this contact; true only once. */
    public boolean takeRisk(long contact) {
        return turns.turn(turn -> {
            ContactRow row = turn.contact(contact);
            boolean untold = !row.getRiskTold() && row.getComparedAt() == 0;
            if (untold) {
                turn.rows().put(row.toBuilder().setRiskTold(true).build());
            }
            return untold;
        });
    }
}
