package org.waystation.ops.simulation.people;

import org.waystation.client.person.Delivery;
import org.waystation.client.person.ReceivedText;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;

/** Hears what people do and see. */
public interface Chronicle {
    /** A person presses the key that sends; whether it comes into the vault is open. */
    void onWriting(PersonNode writer, PersonNode reader, String text);

    /** It is in the vault, as text {@code number} to this contact. */
    void onWritten(PersonNode writer, PersonNode reader, long number, String text);

    /** A writer sees how far a text has come. */
    void onDelivery(PersonNode writer, PersonNode reader, long number, Delivery delivery);

    /** A reader sees a text of the contact with this fingerprint. Until the vault knows of it, it may be shown again. */
    void onSeen(PersonNode reader, Bytes writer, ReceivedText text);

    /** The vault knows that the text was shown. */
    void onSeenForGood(ReceivedText text);

    /**
     * A client hands a sealed request to its relay.
     *
     * @param number of the text in it; 0: there are only receipts, an address or a question in it
     * @param envelope id of the envelope in it; empty if there is none
     */
    void onSubmitting(PersonNode writer, PersonNode reader, long number, Bytes envelope, ToRelay.Submit submit);

    /** Something of the relay's has reached a device. */
    void onReceived(PersonNode person, FromRelay message);

    /** The program tripped over itself. */
    void onMistake(PersonNode person, RuntimeException mistake);

    /** Who holds the keys of this fingerprint. */
    PersonNode whoIs(Bytes fingerprint);
}
