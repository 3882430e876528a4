package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Names;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.LinkRow;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;

/** What the person does with contacts: adds, accepts, lists, writes to them. */
final class People {
    private final Mailboxes mailboxes;
    private final KeyClaims claims;

    People(Mailboxes mailboxes, KeyClaims claims) {
        this.mailboxes = mailboxes;
        this.claims = claims;
    }

    static ContactRow.Builder newRow(Turn turn) {
        AccountRow account = turn.account();
        long id = account.getNextContact() + 1;
        turn.rows().put(account.toBuilder().setNextContact(id).build());
        return ContactRow.newBuilder()
                .setId(id)
                .setName(freeName(turn, id))
                .setNextNumber(1)
                .setNextToSeal(1);
    }

    private static String freeName(Turn turn, long id) {
        String name = "contact-" + id;
        while (find(turn, name).isPresent()) {
            name = name + "-";
        }
        return name;
    }

    static Optional<ContactRow> find(Turn turn, String name) {
        String wanted = Names.normal(name);
        return turn.rows().contacts().stream()
                .filter(each -> each.getName().equalsIgnoreCase(wanted))
                .findFirst();
    }

    static Optional<ContactRow> find(Turn turn, ByteString fingerprint) {
        return turn.rows().contacts().stream()
                .filter(each -> each.getFingerprint().equals(fingerprint))
                .findFirst();
    }

    ContactResult add(
            Turn turn, ContactLink link, Optional<String> name, Optional<String> as, Optional<MessageText> text) {
        Optional<ContactResult> objection = objection(turn, link, name, as);
        if (objection.isPresent()) {
            return objection.get();
        }
        Optional<ContactRow> claimed = KeyClaims.claimed(turn, link, name);
        if (claimed.isPresent()) {
            return claims.raise(turn, claimed.get(), Rows.field(link.fingerprint()), Optional.of(rowOf(link)), as);
        }
        Optional<ContactResult> taken = name.flatMap(each -> taken(turn, each, Rows.field(link.fingerprint())));
        if (taken.isPresent()) {
            return taken.get();
        }
        ContactRow row = toAdd(turn, rowOf(link), as.orElse(""));
        name.ifPresent(each -> call(turn, row, each));
        text.ifPresent(each -> write(turn, row.getId(), each.value(), turn.nowSeconds()));
        turn.touch(row.getId());
        return new ContactResult.Done(view(turn, turn.contact(row.getId())));
    }

    /** The row of whoever the link names, new or known before, about to be added by it. */
    ContactRow toAdd(Turn turn, LinkRow link, String introducedAs) {
        ContactRow row = find(turn, link.getFingerprint())
                .map(ContactRow::toBuilder)
                .orElseGet(() -> newRow(turn).setFingerprint(link.getFingerprint()))
                .setPhase(Phase.ADDING)
                .setLink(link)
                .setIntroducedAs(introducedAs)
                // An introduction that says nothing of where to answer is not read.
                .setKnowsAddress(false)
                .setFault(0)
                .setDistrusted(false)
                .build();
        ContactRow reachable = row.getMailbox().isEmpty() ? withMailbox(turn, row) : row;
        turn.rows().put(reachable);
        return reachable;
    }

    private static Optional<ContactResult> objection(
            Turn turn, ContactLink link, Optional<String> name, Optional<String> as) {
        byte[] own = turn.identity().publicIdentity().fingerprint();
        if (link.fingerprint().equals(Bytes.wrap(own))) {
            return Optional.of(new ContactResult.OwnLink());
        }
        Optional<ContactRow> known = find(turn, Rows.field(link.fingerprint()))
                .filter(each -> each.getPhase() != Phase.UNREACHABLE && each.getPhase() != Phase.REPLACED);
        if (known.isPresent()) {
            return Optional.of(new ContactResult.AlreadyThere(view(turn, known.get())));
        }
        return name.flatMap(Names::objection)
                .or(() -> as.flatMap(Names::objection))
                .map(ContactResult.BadName::new);
    }

    /** Somebody who could not be added is added again by the same name. */
    private static Optional<ContactResult> taken(Turn turn, String name, ByteString fingerprint) {
        return find(turn, name)
                .filter(each -> !each.getFingerprint().equals(fingerprint))
                .map(each -> new ContactResult.NameTaken(each.getName()));
    }

    private ContactRow withMailbox(Turn turn, ContactRow row) {
        var mailbox = Mailboxes.make(turn, row.getId());
        mailboxes.attach(turn, mailbox);
        return row.toBuilder().setMailbox(mailbox.getId()).build();
    }

    ContactResult accept(Turn turn, String who, Optional<String> name) {
        Optional<ContactRow> found = find(turn, who);
        if (found.isEmpty()) {
            return new ContactResult.NoSuchContact(who);
        }
        ContactRow row = found.get();
        if (row.getPhase() != Phase.REQUESTED) {
            return new ContactResult.AlreadyThere(view(turn, row));
        }
        Optional<ContactResult> bad = name.flatMap(Names::objection).map(ContactResult.BadName::new);
        if (bad.isPresent()) {
            return bad.get();
        }
        Optional<ContactRow> claimed = name.flatMap(each -> KeyClaims.claimed(turn, each, row.getFingerprint()));
        if (claimed.isPresent()) {
            return claims.raise(turn, claimed.get(), row.getFingerprint(), Optional.empty(), Optional.empty());
        }
        Optional<ContactResult> taken = name.flatMap(each -> taken(turn, each, row.getFingerprint()));
        if (taken.isPresent()) {
            return taken.get();
        }
        ContactRow accepted = accepted(turn, row);
        name.ifPresent(each -> call(turn, accepted, each));
        return new ContactResult.Done(view(turn, turn.contact(row.getId())));
    }

    private void call(Turn turn, ContactRow row, String name) {
        turn.rows().put(row.toBuilder().setName(Names.normal(name)).build());
        claims.withdraw(turn, row.getFingerprint());
    }

    /** Somebody who has written to us, to be answered from now on. */
    ContactRow accepted(Turn turn, ContactRow row) {
        ContactRow reachable = row.getMailbox().isEmpty() ? withMailbox(turn, row) : row;
        ContactRow accepted = reachable.toBuilder()
                .setPhase(Phase.ESTABLISHED)
                .setOwesAnswer(true)
                .build();
        turn.rows().put(accepted);
        turn.touch(accepted.getId());
        return accepted;
    }

    ContactResult send(Turn turn, String who, MessageText text) {
        Optional<ContactRow> found = find(turn, who);
        if (found.isEmpty()) {
            return new ContactResult.NoSuchContact(who);
        }
        return send(turn, found.get(), text);
    }

    ContactResult send(Turn turn, ContactRow row, MessageText text) {
        switch (row.getPhase()) {
            case REQUESTED, UNREACHABLE, REPLACED -> {
                return new ContactResult.CannotWrite(view(turn, row));
            }
            case ADDING, INTRODUCED, ESTABLISHED, PHASE_UNKNOWN, UNRECOGNIZED -> {}
        }
        long number = write(turn, row.getId(), text.value(), turn.nowSeconds());
        turn.touch(row.getId());
        Contact written = view(turn, turn.contact(row.getId()));
        return KeyClaims.isHeld(row)
                ? new ContactResult.Held(written, number)
                : new ContactResult.Written(written, number);
    }

    /** Puts a text behind the others to this contact; its number. {@code sentAt}: Unix seconds. */
    static long write(Turn turn, long id, String text, long sentAt) {
        ContactRow row = turn.contact(id);
        long number = row.getNextNumber();
        turn.rows()
                .put(
                        id,
                        OutgoingRow.newBuilder()
                                .setNumber(number)
                                .setText(text)
                                .setSentAt(sentAt)
                                .setDelivery(Delivery.WAITING_HERE.number())
                                .build());
        turn.rows().put(row.toBuilder().setNextNumber(number + 1).build());
        return number;
    }

    static List<Contact> list(Turn turn) {
        return turn.rows().contacts().stream().map(each -> view(turn, each)).toList();
    }

    static Contact view(Turn turn, ContactRow row) {
        Optional<String> relay = row.hasAddress()
                ? Optional.of(row.getAddress().getRelayName())
                : Optional.of(row.getLink().getRelayName()).filter(each -> !each.isEmpty());
        return new Contact(
                row.getId(),
                row.getName(),
                Contact.State.valueOf(row.getPhase().name()),
                Optional.of(row.getCallsItself()).filter(each -> !each.isEmpty()),
                relay,
                Bytes.wrap(row.getFingerprint().toByteArray()),
                Texts.unreadCount(row),
                row.getFault() == 0 ? Optional.empty() : Optional.of(new FaultNumber(row.getFault())),
                row.getDistrusted(),
                trust(row));
    }

    private static Contact.Trust trust(ContactRow row) {
        Optional<Instant> comparedAt =
                row.getComparedAt() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(row.getComparedAt()));
        Optional<Bytes> claimed = row.hasClaim()
                ? Optional.of(Bytes.wrap(row.getClaim().getFingerprint().toByteArray()))
                : Optional.empty();
        return new Contact.Trust(comparedAt, claimed, row.getSuccessions() > 0, row.getIntroducedAgain());
    }

    private static LinkRow rowOf(ContactLink link) {
        return LinkRow.newBuilder()
                .setRelayName(link.relayName())
                .setRelay(Rows.field(link.relay().value()))
                .setFrontDoor(Rows.field(link.frontDoor().value()))
                .setFingerprint(Rows.field(link.fingerprint()))
                .setLinkToken(Rows.field(link.linkToken().value()))
                .build();
    }
}
