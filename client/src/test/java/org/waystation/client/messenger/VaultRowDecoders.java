package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.IncomingRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.rows.NumberRange;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.InMemoryVault;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.VaultFailure;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import org.waystation.watch.fuzz.Nothing;

/** What the rows of a vault hold, as a newer version or a damaged disk may have left it. */
public final class VaultRowDecoders implements Decoders {
    private static final byte[] ID = new byte[32];
    private static final ByteString THIRTY_TWO = ByteString.copyFrom(ID);

    @Override
    public List<Decoder> all() {
        RowKey first = RowKey.of(1);
        RowKey both = first.then(1);
        RowKey id = RowKey.of(ID);
        return List.of(
                row(
                        "client.account",
                        Drawer.ACCOUNT,
                        RowKey.ONLY,
                        Rows::account,
                        AccountRow.newBuilder()
                                .setRelayName("a.example")
                                .setRelay(THIRTY_TWO)
                                .build()),
                row(
                        "client.mailbox",
                        Drawer.MAILBOXES,
                        id,
                        rows -> rows.mailbox(MailboxId.of(ID)),
                        MailboxRow.newBuilder()
                                .setId(THIRTY_TWO)
                                .addSeen(THIRTY_TWO)
                                .build()),
                row(
                        "client.contact",
                        Drawer.CONTACTS,
                        first,
                        rows -> rows.contact(1),
                        ContactRow.newBuilder().setId(1).setName("bojan").build()),
                row(
                        "client.session-row",
                        Drawer.SESSIONS,
                        first,
                        rows -> rows.session(1),
                        SessionRow.newBuilder().setId(1).setContact(2).build()),
                row(
                        "client.outgoing",
                        Drawer.OUTGOING,
                        both,
                        rows -> rows.outgoing(1, 1),
                        OutgoingRow.newBuilder().setNumber(1).build()),
                row(
                        "client.incoming",
                        Drawer.INCOMING,
                        both,
                        rows -> rows.incoming(1, 1),
                        IncomingRow.newBuilder().setNumber(1).build()),
                row(
                        "client.submission",
                        Drawer.SUBMISSIONS,
                        id,
                        rows -> rows.submission(id),
                        SubmissionRow.newBuilder().setKey(THIRTY_TWO).build()),
                Decoder.named("client.number-set")
                        .refusing(Nothing.class)
                        .from(() -> List.of(new byte[] {1, 3, 5, 9}))
                        .readOnly(VaultRowDecoders::numbers));
    }

    private static Decoder row(
            String name,
            Drawer drawer,
            RowKey key,
            Function<Rows, Optional<? extends MessageLite>> find,
            MessageLite seed) {
        return Decoder.named(name)
                .refusing(VaultFailure.class)
                .from(() -> List.of(seed.toByteArray()))
                .stable(each -> found(drawer, key, find, each), MessageLite::toByteArray);
    }

    private static MessageLite found(
            Drawer drawer, RowKey key, Function<Rows, Optional<? extends MessageLite>> find, byte[] value) {
        try (InMemoryVault vault = new InMemoryVault()) {
            return vault.transact(transaction -> {
                transaction.put(drawer, key, Bytes.wrap(value));
                return find.apply(new Rows(transaction)).orElseThrow();
            });
        }
    }

    /** Ranges from pairs of bytes, which may overlap, touch, or end before they begin. */
    private static NumberSet numbers(byte[] pairs) throws Nothing {
        if (pairs.length % 2 != 0) {
            throw new Nothing();
        }
        List<NumberRange> ranges = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            ranges.add(NumberRange.newBuilder()
                    .setFirst(pairs[i])
                    .setLast(pairs[i + 1])
                    .build());
        }
        NumberSet set = NumberSet.of(ranges);
        if (!NumberSet.of(set.toRows()).toRows().equals(set.toRows())) {
            throw new AssertionError("a set of numbers is another after it was stored");
        }
        return set;
    }
}
