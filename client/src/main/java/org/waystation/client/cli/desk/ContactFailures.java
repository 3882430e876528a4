package org.waystation.client.cli.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;

/** What could not be done with a contact, as a failure of the command. */
public final class ContactFailures {
    private ContactFailures() {}

    public static CommandFailure of(ContactResult result) {
        if (result instanceof ContactResult.NoSuchContact none) {
            return user(
                    "no_such_contact",
                    "There is no contact called " + Shown.name(none.name()) + ". See: waystation contacts");
        }
        if (result instanceof ContactResult.AlreadyThere there) {
            return user(
                    "already_contact",
                    Shown.name(there.contact().name()) + " is there already ("
                            + there.contact().state().words() + "). See: waystation contacts");
        }
        if (result instanceof ContactResult.OwnLink) {
            return user("own_link", "This is your own contact link. Give it to others; add theirs.");
        }
        if (result instanceof ContactResult.NameTaken taken) {
            return user(
                    "name_taken",
                    "There is a contact called " + Shown.name(taken.name()) + " already. Choose another by --name.");
        }
        if (result instanceof ContactResult.BadName bad) {
            return user("bad_name", bad.why() + " Choose another.");
        }
        if (result instanceof ContactResult.KeyChanged changed) {
            return keyChanged(changed.contact(), "");
        }
        if (result instanceof ContactResult.Held held) {
            return held(held.contact(), Answers.contact(held.contact()));
        }
        if (result instanceof ContactResult.NotShown none) {
            String name = Shown.name(none.contact().name());
            return user(
                    "not_shown",
                    "The code of " + name + " was not shown yet. Compare first: waystation verify " + name);
        }
        if (result instanceof ContactResult.NothingToDecide none) {
            return user(
                    "nothing_to_decide",
                    "Only one key is known for " + Shown.name(none.contact().name()) + ". There is nothing to decide.");
        }
        if (result instanceof ContactResult.CannotWrite cannot) {
            return cannotWrite(cannot.contact());
        }
        throw new IllegalStateException("a result that is no failure");
    }

    /** {@code withText}: whether a first text was to go with it. Nobody knows yet for whom it would be, so it is not kept. */
    public static CommandFailure ofAdding(ContactResult result, boolean withText) {
        return withText && result instanceof ContactResult.KeyChanged changed
                ? keyChanged(changed.contact(), ". The text of --message was not kept; send it again after that")
                : of(result);
    }

    private static CommandFailure keyChanged(Contact contact, String more) {
        String name = Shown.name(contact.name());
        return new CommandFailure(
                ExitCode.TRUST,
                "key_changed",
                "Another key claims to be " + name + "'s. Until you decide nothing is sent to " + name
                        + "; what waits is kept. " + nextStep(name) + more
                        + ". If this is another person: waystation decide " + name
                        + " --keep, and give them another name",
                Answers.contact(contact));
    }

    /** A text waits because the contact's key is in question; {@code known}: what is said in JSON beside. */
    public static CommandFailure held(Contact contact, ObjectNode known) {
        String name = Shown.name(contact.name());
        return new CommandFailure(
                ExitCode.TRUST,
                "key_changed",
                "The text waits here: another key claims to be " + name + "'s. " + nextStep(name),
                known);
    }

    private static String nextStep(String name) {
        return "Ask " + name + " in person which is right (waystation verify " + name + "), then: waystation decide "
                + name + " --keep or --replace";
    }

    private static CommandFailure cannotWrite(Contact contact) {
        String name = Shown.name(contact.name());
        if (contact.state() == Contact.State.REPLACED) {
            return user("key_replaced", name + " has another key now; write to the contact that has the name.");
        }
        return contact.state() == Contact.State.REQUESTED
                ? user("not_accepted", name + " has only asked yet. Accept first: waystation accept " + name)
                : unreachable(contact);
    }

    /** They could not be added. */
    public static CommandFailure unreachable(Contact contact) {
        String name = Shown.name(contact.name());
        if (contact.distrusted()) {
            return new CommandFailure(
                    ExitCode.TRUST,
                    "contact_distrusted",
                    "What came for " + name + " is not signed by whom the link names; somebody may be in between."
                            + " Nothing was sent. Ask for the link again by another way.",
                    Answers.contact(contact));
        }
        String why = contact.fault().map(fault -> ": " + fault.words()).orElse("");
        return new CommandFailure(
                ExitCode.NETWORK,
                "contact_unreachable",
                name + " could not be added" + why + ". Check the link with them, and that the relays are partners,"
                        + " then add it again.",
                Answers.contact(contact));
    }

    private static CommandFailure user(String code, String line) {
        return new CommandFailure(ExitCode.USER, code, line);
    }
}
