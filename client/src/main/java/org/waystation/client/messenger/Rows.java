package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.IncomingRow;
import org.waystation.client.rows.IntroductionRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.client.rows.PrekeyRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.VaultRow;
import org.waystation.client.vault.VaultTransaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;

/** The vault as rows with types: the one place that knows which drawer and which key. Lives within one transaction. */
final class Rows {
    private final VaultTransaction vault;

    Rows(VaultTransaction vault) {
        this.vault = vault;
    }

    /** A value as a row holds it. */
    static ByteString field(Bytes value) {
        return ByteString.copyFrom(value.asReadOnlyBuffer());
    }

    Optional<AccountRow> account() {
        return find(Drawer.ACCOUNT, RowKey.ONLY, AccountRow.parser());
    }

    void put(AccountRow row) {
        put(Drawer.ACCOUNT, RowKey.ONLY, RowKey.ONLY, row);
    }

    Optional<MailboxRow> mailbox(MailboxId id) {
        return find(Drawer.MAILBOXES, RowKey.of(id.value()), MailboxRow.parser());
    }

    List<MailboxRow> mailboxes() {
        return all(vault.list(Drawer.MAILBOXES), MailboxRow.parser());
    }

    void put(MailboxRow row) {
        put(Drawer.MAILBOXES, RowKey.of(row.getId().toByteArray()), RowKey.ONLY, row);
    }

    void delete(MailboxRow row) {
        vault.delete(Drawer.MAILBOXES, RowKey.of(row.getId().toByteArray()));
    }

    Optional<ContactRow> contact(long id) {
        return find(Drawer.CONTACTS, RowKey.of(id), ContactRow.parser());
    }

    List<ContactRow> contacts() {
        return all(vault.list(Drawer.CONTACTS), ContactRow.parser());
    }

    void put(ContactRow row) {
        put(Drawer.CONTACTS, RowKey.of(row.getId()), RowKey.ONLY, row);
    }

    Optional<SessionRow> session(long id) {
        return find(Drawer.SESSIONS, RowKey.of(id), SessionRow.parser());
    }

    List<SessionRow> sessionsOf(long contact) {
        return all(vault.list(Drawer.SESSIONS, RowKey.of(contact)), SessionRow.parser());
    }

    List<SessionRow> sessions() {
        return all(vault.list(Drawer.SESSIONS), SessionRow.parser());
    }

    void put(SessionRow row) {
        put(Drawer.SESSIONS, RowKey.of(row.getId()), RowKey.of(row.getContact()), row);
    }

    void deleteSession(long id) {
        vault.delete(Drawer.SESSIONS, RowKey.of(id));
    }

    Optional<IntroductionRow> introduction(RowKey handshake) {
        return find(Drawer.INTRODUCTIONS, handshake, IntroductionRow.parser());
    }

    List<IntroductionRow> introductions() {
        return all(vault.list(Drawer.INTRODUCTIONS), IntroductionRow.parser());
    }

    void put(RowKey handshake, long signedPrekey, IntroductionRow row) {
        put(Drawer.INTRODUCTIONS, handshake, RowKey.of(signedPrekey), row);
    }

    void deleteIntroductions(long signedPrekey) {
        vault.list(Drawer.INTRODUCTIONS, RowKey.of(signedPrekey))
                .forEach(each -> vault.delete(Drawer.INTRODUCTIONS, each.key()));
    }

    Optional<OutgoingRow> outgoing(long contact, long number) {
        return find(Drawer.OUTGOING, RowKey.of(contact).then(number), OutgoingRow.parser());
    }

    void put(long contact, OutgoingRow row) {
        put(Drawer.OUTGOING, RowKey.of(contact).then(row.getNumber()), RowKey.of(contact), row);
    }

    void deleteOutgoing(long contact, long number) {
        vault.delete(Drawer.OUTGOING, RowKey.of(contact).then(number));
    }

    Optional<IncomingRow> incoming(long contact, long number) {
        return find(Drawer.INCOMING, RowKey.of(contact).then(number), IncomingRow.parser());
    }

    void put(long contact, IncomingRow row) {
        put(Drawer.INCOMING, RowKey.of(contact).then(row.getNumber()), RowKey.of(contact), row);
    }

    Optional<SubmissionRow> submission(RowKey key) {
        return find(Drawer.SUBMISSIONS, key, SubmissionRow.parser());
    }

    List<SubmissionRow> submissions() {
        return all(vault.list(Drawer.SUBMISSIONS), SubmissionRow.parser());
    }

    List<SubmissionRow> submissionsOf(long contact) {
        return all(vault.list(Drawer.SUBMISSIONS, RowKey.of(contact)), SubmissionRow.parser());
    }

    void put(SubmissionRow row) {
        put(Drawer.SUBMISSIONS, keyOf(row), RowKey.of(row.getContact()), row);
    }

    void delete(SubmissionRow row) {
        vault.delete(Drawer.SUBMISSIONS, keyOf(row));
    }

    static RowKey keyOf(SubmissionRow row) {
        return RowKey.of(row.getKey().toByteArray());
    }

    /** Outcomes that are committed, and that the relay has not confirmed to have forgotten. */
    List<SubmissionId> collected() {
        return vault.list(Drawer.COLLECTED).stream()
                .map(each -> new SubmissionId(each.key().bytes()))
                .toList();
    }

    void putCollected(SubmissionId id) {
        vault.put(Drawer.COLLECTED, RowKey.of(id.value()), Bytes.wrap(new byte[0]));
    }

    void deleteCollected(SubmissionId id) {
        vault.delete(Drawer.COLLECTED, RowKey.of(id.value()));
    }

    /** An encoded signed card. */
    Optional<Bytes> card(RelayId relay) {
        return vault.get(Drawer.CARDS, RowKey.of(relay.value()));
    }

    void putCard(RelayId relay, Bytes signedCard) {
        vault.put(Drawer.CARDS, RowKey.of(relay.value()), signedCard);
    }

    Optional<PrekeyRow> prekey(PrekeyRow.Kind kind, int id) {
        return find(Drawer.PREKEYS, prekeyKey(kind, id), PrekeyRow.parser());
    }

    /** Of one kind, the oldest first. */
    List<PrekeyRow> prekeys(PrekeyRow.Kind kind) {
        return all(vault.list(Drawer.PREKEYS, RowKey.of(kind.getNumber())), PrekeyRow.parser());
    }

    void put(PrekeyRow row) {
        put(Drawer.PREKEYS, prekeyKey(row.getKind(), row.getId()), RowKey.of(row.getKindValue()), row);
    }

    void delete(PrekeyRow row) {
        vault.delete(Drawer.PREKEYS, prekeyKey(row.getKind(), row.getId()));
    }

    private static RowKey prekeyKey(PrekeyRow.Kind kind, int id) {
        return RowKey.of(kind.getNumber()).then(id);
    }

    private <R extends MessageLite> Optional<R> find(Drawer drawer, RowKey key, Parser<R> parser) {
        return vault.get(drawer, key).map(value -> parse(value, parser));
    }

    private void put(Drawer drawer, RowKey key, RowKey parent, MessageLite row) {
        vault.put(drawer, key, parent, Bytes.wrap(row.toByteArray()));
    }

    private static <R extends MessageLite> List<R> all(List<VaultRow> rows, Parser<R> parser) {
        List<R> parsed = new ArrayList<>(rows.size());
        for (VaultRow each : rows) {
            parsed.add(parse(each.value(), parser));
        }
        return parsed;
    }

    private static <R extends MessageLite> R parse(Bytes value, Parser<R> parser) {
        try {
            return parser.parseFrom(value.asReadOnlyBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new VaultFailure("a row of the vault cannot be read; was it written by a newer version?", e);
        }
    }
}
