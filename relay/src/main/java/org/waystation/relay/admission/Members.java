package org.waystation.relay.admission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.DiskShare;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;

/**
 * Who may create mailboxes and submit. A member is a key; a row holds only how many mailboxes it has created, never which.
 *
 * <pre>
 * table    key                                   value
 * member   keyed hash of the key 32              mailboxes 8
 * voucher  expires 8 | keyed hash of the id 32   keyed hash of the key that redeemed it 32
 * </pre>
 *
 * Confined to the store's thread.
 */
public final class Members {
    private static final Table MEMBER = new Table("member");
    private static final Table VOUCHER = new Table("voucher");

    private final SecretKey32 secret;
    private final Vouchers vouchers;
    private final long maxMailboxes;

    /**
     * @param secret keys the hashes in the rows
     * @param maxMailboxes mailboxes for each member
     */
    public Members(SecretKey32 secret, Vouchers vouchers, long maxMailboxes) {
        this.secret = secret;
        this.vouchers = vouchers;
        this.maxMailboxes = maxMailboxes;
    }

    public static List<Table> tables() {
        return List.of(MEMBER, VOUCHER);
    }

    /** What a member takes of a disk: its row, and that of the voucher until it is too old. */
    public static DiskShare diskShare() {
        return new DiskShare(2, Kdf.MAC_BYTES + Long.BYTES + Long.BYTES + 2 * Kdf.MAC_BYTES);
    }

    /**
     * Makes a member of whoever shows a voucher first; a repeat by the same key is a success.
     *
     * @return why not
     */
    public Optional<FaultCode> redeem(Transaction tx, Bytes voucher, MemberKey member, Instant now) {
        Optional<Vouchers.Valid> valid = vouchers.check(voucher);
        if (valid.isEmpty()) {
            return Optional.of(FaultCode.VOUCHER_INVALID);
        }
        if (!now.isBefore(valid.get().expiresAt())) {
            return Optional.of(FaultCode.VOUCHER_EXPIRED);
        }
        byte[] voucherKey = Keys.of(
                Keys.number(valid.get().expiresAt().getEpochSecond()),
                Kdf.mac(Label.VOUCHER_ROW, secret, valid.get().id().toByteArray()));
        byte[] memberRow = row(member);
        Optional<Bytes> usedBy = tx.get(VOUCHER, voucherKey).map(Bytes::wrap);
        if (usedBy.isPresent()) {
            return usedBy.get().equals(Bytes.wrap(memberRow)) ? Optional.empty() : Optional.of(FaultCode.VOUCHER_USED);
        }
        tx.put(VOUCHER, voucherKey, memberRow);
        if (tx.get(MEMBER, memberRow).isEmpty()) {
            tx.put(MEMBER, memberRow, Keys.number(0));
        }
        return Optional.empty();
    }

    public boolean isMember(Transaction tx, MemberKey member) {
        return tx.get(MEMBER, row(member)).isPresent();
    }

    /**
     * Counts a mailbox that a member creates.
     *
     * @return why it may not
     */
    public Optional<FaultCode> countMailbox(Transaction tx, MemberKey member) {
        byte[] row = row(member);
        Optional<byte[]> count = tx.get(MEMBER, row);
        if (count.isEmpty()) {
            return Optional.of(FaultCode.NOT_LOGGED_IN);
        }
        long mailboxes = Keys.numberAt(count.get(), 0);
        if (mailboxes >= maxMailboxes) {
            return Optional.of(FaultCode.TOO_MANY_MAILBOXES);
        }
        tx.put(MEMBER, row, Keys.number(mailboxes + 1));
        return Optional.empty();
    }

    /** Counts a mailbox that a member has deleted. */
    public void uncountMailbox(Transaction tx, MemberKey member) {
        byte[] row = row(member);
        tx.get(MEMBER, row)
                .map(count -> Keys.numberAt(count, 0))
                .filter(mailboxes -> mailboxes > 0)
                .ifPresent(mailboxes -> tx.put(MEMBER, row, Keys.number(mailboxes - 1)));
    }

    /** Forgets used vouchers that are too old to be shown again. */
    public void onTick(Transaction tx, Instant now) {
        tx.deleteRange(VOUCHER, Keys.number(0), Keys.number(now.getEpochSecond()));
    }

    private byte[] row(MemberKey member) {
        return Kdf.mac(Label.MEMBER_ROW, secret, member.toByteArray());
    }
}
