package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OTHER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.mailbox.ExpiryRows.Kind;
import org.waystation.relay.mailbox.MailboxRows.Row;

class MailboxAuditTest {
    private static final byte[] NOBODYS = new byte[16];

    private final MailboxRig rig = new MailboxRig().with(BOX).with(OTHER);
    private final MailboxKey key = rig.mailboxes().key(BOX);

    /** A mistake in the rows of a mailbox with two envelopes. */
    private interface Mistake {
        void make(Transaction tx, MailboxKey key, Row row, Envelope first);
    }

    @Test
    void whatMailboxesDoBalances() {
        // Given
        FakeClient client = new FakeClient(10);
        rig.append(BOX, 1, 2, 3);
        rig.append(OTHER, 4);
        rig.attach(BOX, client);
        rig.acknowledge(BOX, 1, client);
        rig.pass(Duration.ofDays(2));
        rig.tick();
        rig.append(BOX, 5);

        // When
        List<String> findings = audit();

        // Then
        assertEquals(List.of(), findings);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                found(
                        (tx, key, row, first) -> MailboxRows.put(tx, key, row.minus(1, 0)),
                        "1 mailboxes that count something else than they hold"),
                found(
                        (tx, key, row, first) -> MailboxRows.put(tx, key, row.minus(0, 1)),
                        "1 mailboxes that count something else than they hold"),
                found(
                        (tx, key, row, first) -> MailboxRows.put(tx, key, row.minus(2, row.bytes())),
                        "1 mailboxes that count something else than they hold"),
                found(
                        (tx, key, row, first) -> MailboxRows.put(tx, new MailboxKey(Bytes.wrap(new byte[32])), row),
                        "1 mailboxes that count envelopes and hold none"),
                found(
                        (tx, key, row, first) -> MailboxRows.delete(tx, key),
                        "2 envelopes of mailboxes that are not there"),
                found(
                        (tx, key, row, first) -> MailboxRows.put(tx, key, row.from(2)),
                        "1 envelopes before the place from which their mailbox is read"),
                found(
                        (tx, key, row, first) -> MailboxRows.put(
                                tx,
                                key,
                                new Row(row.owner(), row.tokenHash(), false, 2, row.envelopes(), row.bytes(), 1)),
                        "1 envelopes whose number would be given again"),
                found(
                        (tx, key, row, first) -> ExpiryRows.delete(
                                tx, first.expiresAt(), Kind.ENVELOPE, EnvelopeRows.key(key, first.sequence())),
                        "1 envelopes that never expire"),
                found(
                        (tx, key, row, first) -> {
                            EnvelopeRows.delete(tx, key, first.sequence());
                            MailboxRows.put(
                                    tx, key, row.minus(1, first.content().size()));
                        },
                        "1 expiry rows of what is not there"),
                found(
                        (tx, key, row, first) -> ExpiryRows.put(
                                tx, Instant.EPOCH, Kind.ENVELOPE, EnvelopeRows.key(key, first.sequence())),
                        "1 expiry rows of what is not there"),
                found(
                        (tx, key, row, first) -> tx.put(Mailboxes.SEEN, NOBODYS, new byte[0]),
                        "1 marks of envelopes that have come which never expire"),
                found(
                        (tx, key, row, first) -> ExpiryRows.put(tx, Instant.EPOCH, Kind.SEEN, NOBODYS),
                        "1 expiry rows of what is not there"),
                found(
                        (tx, key, row, first) -> tx.put(FrontDoors.SERVED, NOBODYS, new byte[1]),
                        "1 answers to requests for prekeys which never expire"));
    }

    private static Arguments found(Mistake mistake, String expected) {
        return Arguments.of(mistake, expected);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundAndNothingElse(Mistake mistake, String expected) {
        // Given
        rig.append(BOX, 1, 2);
        Envelope first = rig.stored(BOX).get(0);

        // When
        rig.turn(tx -> mistake.make(tx, key, MailboxRows.get(tx, key).orElseThrow(), first));

        // Then
        assertEquals(List.of(expected), audit());
    }

    private List<String> audit() {
        Findings findings = new Findings();
        MailboxAudit.run(rig.store.ledger(), findings);
        return findings.lines();
    }
}
