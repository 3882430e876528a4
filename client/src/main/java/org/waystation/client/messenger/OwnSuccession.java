package org.waystation.client.messenger;

import org.waystation.protocol.envelope.Succession;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.prekey.PublicIdentity;

/**
 * This person goes on under another identity: the old device signs, the new one says so when it introduces itself. No command
 * does this yet; {@link Successors} is the other end. Part of {@link Messenger}, confined to its thread.
 */
public final class OwnSuccession {
    private final Turns turns;

    OwnSuccession(Turns turns) {
        this.turns = turns;
    }

    /** The public keys of this person, as another device of theirs needs them. */
    public Succession.Keys ownKeys() {
        return turns.turn(OwnSuccession::keys);
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
            turn.rows()
                    .put(turn.contact(contact).toBuilder()
                            .setSuccession(Rows.field(statement.encode()))
                            .build());
            return true;
        });
    }
}
