package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
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

    People(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
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

    ContactResult add(
            Turn turn, ContactLink link, Optional<String> name, Optional<String> as, Optional<MessageText> text) {
        Optional<ContactResult> objection = objection(turn, link, name, as);
        if (objection.isPresent()) {
            return objection.get();
        }
        ContactRow row = adding(turn, link)
                .setPhase(Phase.ADDING)
                .setLink(rowOf(link))
                .setIntroducedAs(as.orElse(""))
                .setFault(0)
                .setDistrusted(false)
                .build();
        ContactRow named = name.map(
                        each -> row.toBuilder().setName(Names.normal(each)).build())
                .orElse(row);
        if (named.getMailbox().isEmpty()) {
            named = withMailbox(turn, named);
        }
        turn.rows().put(named);
        text.ifPresent(each -> write(turn, row.getId(), each));
        turn.touch(row.getId());
        return new ContactResult.Done(view(turn, turn.contact(row.getId())));
    }

    private static ContactRow.Builder adding(Turn turn, ContactLink link) {
        return known(turn, link)
                .map(ContactRow::toBuilder)
                .orElseGet(() -> newRow(turn).setFingerprint(field(link.fingerprint())));
    }

    private static Optional<ContactResult> objection(
            Turn turn, ContactLink link, Optional<String> name, Optional<String> as) {
        byte[] own = turn.identity().publicIdentity().fingerprint();
        if (link.fingerprint().equals(Bytes.wrap(own))) {
            return Optional.of(new ContactResult.OwnLink());
        }
        Optional<ContactRow> known = known(turn, link).filter(each -> each.getPhase() != Phase.UNREACHABLE);
        if (known.isPresent()) {
            return Optional.of(new ContactResult.AlreadyThere(view(turn, known.get())));
        }
        return name.flatMap(each -> nameObjection(turn, each, Optional.of(link.fingerprint())))
                .or(() -> as.flatMap(Names::objection).map(ContactResult.BadName::new));
    }

    /** @param bearer whose name it may be already: somebody who could not be added is added again by the same name */
    private static Optional<ContactResult> nameObjection(Turn turn, String name, Optional<Bytes> bearer) {
        Optional<ContactResult> bad = Names.objection(name).map(ContactResult.BadName::new);
        return bad.or(() -> find(turn, name)
                .filter(each -> bearer.map(People::field)
                        .filter(each.getFingerprint()::equals)
                        .isEmpty())
                .map(each -> new ContactResult.NameTaken(each.getName())));
    }

    private static Optional<ContactRow> known(Turn turn, ContactLink link) {
        return turn.rows().contacts().stream()
                .filter(each -> each.getFingerprint().equals(field(link.fingerprint())))
                .findFirst();
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
        Optional<ContactResult> objection = name.flatMap(each -> nameObjection(turn, each, Optional.empty()));
        if (objection.isPresent()) {
            return objection.get();
        }
        ContactRow accepted = withMailbox(turn, row).toBuilder()
                .setPhase(Phase.ESTABLISHED)
                .setOwesAnswer(true)
                .setName(name.map(Names::normal).orElse(row.getName()))
                .build();
        turn.rows().put(accepted);
        turn.touch(accepted.getId());
        return new ContactResult.Done(view(turn, accepted));
    }

    ContactResult send(Turn turn, String who, MessageText text) {
        Optional<ContactRow> found = find(turn, who);
        if (found.isEmpty()) {
            return new ContactResult.NoSuchContact(who);
        }
        ContactRow row = found.get();
        if (row.getPhase() == Phase.REQUESTED || row.getPhase() == Phase.UNREACHABLE) {
            return new ContactResult.CannotWrite(view(turn, row));
        }
        long number = write(turn, row.getId(), text);
        turn.touch(row.getId());
        return new ContactResult.Written(view(turn, turn.contact(row.getId())), number);
    }

    private static long write(Turn turn, long id, MessageText text) {
        ContactRow row = turn.contact(id);
        long number = row.getNextNumber();
        turn.rows()
                .put(
                        id,
                        OutgoingRow.newBuilder()
                                .setNumber(number)
                                .setText(text.value())
                                .setSentAt(turn.nowSeconds())
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
                row.getDistrusted());
    }

    private static LinkRow rowOf(ContactLink link) {
        return LinkRow.newBuilder()
                .setRelayName(link.relayName())
                .setRelay(field(link.relay().value()))
                .setFrontDoor(field(link.frontDoor().value()))
                .setFingerprint(field(link.fingerprint()))
                .setLinkToken(field(link.linkToken().value()))
                .build();
    }

    private static ByteString field(Bytes value) {
        return ByteString.copyFrom(value.asReadOnlyBuffer());
    }
}
