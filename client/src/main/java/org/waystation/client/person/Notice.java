package org.waystation.client.person;

import org.waystation.protocol.frame.FaultNumber;

/** Something that has happened and that a person or a program may want to know. Contacts are given by their number. */
public sealed interface Notice {
    /** The relay knows this client and serves it. */
    record LoggedIn() implements Notice {}

    /** Everything that waited at the relay is here. */
    record CaughtUp() implements Notice {}

    /** A text has arrived and can be shown; never told of texts in a request. */
    record TextArrived(long contact, long number) implements Notice {}

    /** Somebody with the contact link wants to become a contact. */
    record RequestArrived(long contact) implements Notice {}

    /** The other person's client has answered: both can write. */
    record ContactEstablished(long contact) implements Notice {}

    /** They cannot be added; {@code distrusted}: what came was not theirs. */
    record ContactUnreachable(long contact, FaultNumber fault, boolean distrusted) implements Notice {}

    /** A contact goes on under a new key, for which the old one has signed; {@code before} keeps what was written with it. */
    record ContactMoved(long before, long contact) implements Notice {}

    /** A text has come further, or was refused. */
    record DeliveryChanged(long contact, long number, Delivery delivery) implements Notice {}

    /** Our relay does not federate with the relay of this contact; what waits goes on waiting. */
    record RelayNotAPartner(long contact) implements Notice {}

    /** Our relay does not give us a mailbox; {@code contact}: 0 for the front door. */
    record MailboxRefused(long contact, FaultNumber fault) implements Notice {}

    /** An envelope that nothing of ours opens was dropped; {@code contact}: 0 for the front door. */
    record Unreadable(long contact) implements Notice {}

    /** A fault in this program; what it concerned was skipped. */
    record OwnMistake(RuntimeException mistake) implements Notice {}
}
