package org.waystation.client.person;

/** What came of wanting to do something with a contact. */
public sealed interface ContactResult {
    /** It is done, or goes on by itself whenever there is a connection. */
    record Done(Contact contact) implements ContactResult {}

    /** The text is in the vault; its number counts the texts to this contact. */
    record Written(Contact contact, long number) implements ContactResult {}

    /** The text is in the vault and waits there: another key claims to be this contact's. */
    record Held(Contact contact, long number) implements ContactResult {}

    /** Another key claims to be this contact's. Nothing goes out to the contact until the person decides. */
    record KeyChanged(Contact contact) implements ContactResult {}

    /** The person says that codes match which they cannot have seen. */
    record NotShown(Contact contact) implements ContactResult {}

    /** No other key claims to be this contact's. */
    record NothingToDecide(Contact contact) implements ContactResult {}

    record AlreadyThere(Contact contact) implements ContactResult {}

    record NoSuchContact(String name) implements ContactResult {}

    /** The link is the person's own. */
    record OwnLink() implements ContactResult {}

    record NameTaken(String name) implements ContactResult {}

    /** {@code why}: a sentence. */
    record BadName(String why) implements ContactResult {}

    /** A request that was not accepted, somebody who could not be added, or a key that was replaced. */
    record CannotWrite(Contact contact) implements ContactResult {}
}
