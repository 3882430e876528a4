package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.function.Function;
import org.waystation.client.rows.ContactRow;
import org.waystation.protocol.envelope.Succession;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.ratchet.PublicIdentity;

/** What the person says about keys, their contacts' and their own. Part of {@link Messenger}, confined to its thread. */
public final class Verification {
    /** Does something within one event. */
    interface Turns {
        <T> T turn(Function<Turn, T> event);
    }

    private final Turns turns;
    private final Decisions decisions;

    Verification(Turns turns, Decisions decisions) {
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

    /** The public keys of this person, as another device of theirs needs them. */
    public Succession.Keys ownKeys() {
        return turns.turn(Verification::keys);
    }

    private static Succession.Keys keys(Turn turn) {
        PublicIdentity own = turn.identity().publicIdentity();
        return new Succession.Keys(own.signing(), own.agreement());
    }

    /** On the old device: it lets the new one take its place. 64 bytes, which alone do nothing. */
    public Bytes signSuccessor(Succession.Keys next) {
        return turns.turn(turn -> Succession.sign(turn.signingKey(), keys(turn), next));
    }

    /**
     * On the new device, between adding a contact and the first connection after that: the introduction will say that this
     * person was {@code old} before. Who is not told so is not: the statement links both keys.
     *
     * @throws IllegalArgumentException if the old device has not signed for this one
     */
    public void introduceAsSuccessor(long contact, Succession.Keys old, Bytes oldSignature) {
        turns.turn(turn -> {
            Succession statement =
                    new Succession(old, oldSignature, Succession.sign(turn.signingKey(), old, keys(turn)));
            if (!statement.leadsTo(keys(turn))) {
                throw new IllegalArgumentException("the old identity has not signed for this one");
            }
            ByteString encoded = ByteString.copyFrom(statement.encode().toByteArray());
            turn.rows()
                    .put(turn.contact(contact).toBuilder()
                            .setSuccession(encoded)
                            .build());
            return true;
        });
    }
}
