package org.waystation.relay.mailbox;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.Ledger;
import org.waystation.federation.store.Table;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.mailbox.ExpiryRows.Due;
import org.waystation.relay.mailbox.ExpiryRows.Kind;
import org.waystation.relay.mailbox.MailboxRows.Row;

/** Whether the rows of mailboxes agree with each other. Remembers the sums of one mailbox at a time. */
public final class MailboxAudit {
    private final Ledger ledger;
    private final Findings findings;
    private final Map<Kind, Long> expiring = new EnumMap<>(Kind.class);
    private byte[] mailbox = {};
    private Optional<Row> row = Optional.empty();
    private long envelopes;
    private long bytes;
    private long mailboxesThatHold;

    private MailboxAudit(Ledger ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    public static void run(Ledger ledger, Findings findings) {
        MailboxAudit audit = new MailboxAudit(ledger, findings);
        audit.sumUp();
        audit.checkExpiry();
    }

    private void sumUp() {
        ledger.forEach(EnvelopeRows.TABLE, this::onEnvelope);
        endMailbox();
        long[] claiming = {0};
        ledger.forEach(MailboxRows.TABLE, (key, value) -> claiming[0] += claims(MailboxRows.decode(value)) ? 1 : 0);
        findings.add("mailboxes that count envelopes and hold none", Math.max(0, claiming[0] - mailboxesThatHold));
    }

    private void onEnvelope(byte[] key, byte[] value) {
        byte[] of = Arrays.copyOf(key, MailboxKey.LENGTH_BYTES);
        if (!Arrays.equals(of, mailbox)) {
            endMailbox();
            mailbox = of;
            row = ledger.get(MailboxRows.TABLE, of).map(MailboxRows::decode);
        }
        Held held = EnvelopeRows.held(key, value);
        envelopes++;
        bytes += held.contentBytes();
        if (row.filter(each -> held.sequence() < each.head()).isPresent()) {
            findings.add("envelopes before the place from which their mailbox is read");
        }
        if (row.filter(each -> held.sequence() >= each.nextSequence()).isPresent()) {
            findings.add("envelopes whose number would be given again");
        }
        if (ledger.get(ExpiryRows.TABLE, ExpiryRows.key(held.expiresAt(), Kind.ENVELOPE, key))
                .isEmpty()) {
            findings.add("envelopes that never expire");
        }
    }

    private void endMailbox() {
        if (envelopes > 0 && row.isEmpty()) {
            findings.add("envelopes of mailboxes that are not there", envelopes);
        }
        if (envelopes > 0
                && row.filter(each -> each.envelopes() != envelopes || each.bytes() != bytes)
                        .isPresent()) {
            findings.add("mailboxes that count something else than they hold");
        }
        mailboxesThatHold += envelopes > 0 && row.filter(MailboxAudit::claims).isPresent() ? 1 : 0;
        envelopes = 0;
        bytes = 0;
    }

    private static boolean claims(Row row) {
        return row.envelopes() != 0 || row.bytes() != 0;
    }

    private void checkExpiry() {
        ledger.forEach(ExpiryRows.TABLE, (key, value) -> {
            Due due = ExpiryRows.due(key);
            expiring.merge(due.kind(), 1L, Long::sum);
            if (!isThere(due)) {
                findings.add("expiry rows of what is not there");
            }
        });
        compare(Mailboxes.SEEN, Kind.SEEN, "marks of envelopes that have come which never expire");
        compare(FrontDoors.SERVED, Kind.SERVED, "answers to requests for prekeys which never expire");
    }

    private boolean isThere(Due due) {
        byte[] key = due.rest().toByteArray();
        return switch (due.kind()) {
            case ENVELOPE ->
                ledger.get(EnvelopeRows.TABLE, key)
                        .map(value -> EnvelopeRows.held(key, value).expiresAt())
                        .filter(at -> due.indexKey().equals(Bytes.wrap(ExpiryRows.key(at, Kind.ENVELOPE, key))))
                        .isPresent();
            case SEEN -> ledger.get(Mailboxes.SEEN, key).isPresent();
            case SERVED -> ledger.get(FrontDoors.SERVED, key).isPresent();
        };
    }

    /** Such a row does not know when it expires: there must be as many as expiry rows, each of which has its row. */
    private void compare(Table table, Kind kind, String what) {
        long[] rows = {0};
        ledger.forEach(table, (key, value) -> rows[0]++);
        findings.add(what, Math.max(0, rows[0] - expiring.getOrDefault(kind, 0L)));
    }
}
