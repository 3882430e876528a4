package org.waystation.relay.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;

/** Who may join with which voucher, and how much a member may have. */
class MembersTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Duration VALIDITY = Duration.ofDays(7);
    private static final long MAX_MAILBOXES = 2;

    private final InMemoryStore store = new InMemoryStore();
    private final Vouchers vouchers = new Vouchers(SecretKey32.random(ENTROPY));
    private final Members members = new Members(SecretKey32.random(ENTROPY), vouchers, MAX_MAILBOXES);
    private final MemberKey ana = member(1);
    private final MemberKey bojan = member(2);
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void voucherMakesAMemberOfWhoeverShowsItFirst() {
        // Given
        Bytes voucher = issue();
        boolean before = isMember(ana);

        // When
        Optional<FaultCode> refusal = redeem(voucher, ana);

        // Then
        assertFalse(before);
        assertEquals(Optional.empty(), refusal);
        assertTrue(isMember(ana));
        assertFalse(isMember(bojan));
    }

    @Test
    void repeatByTheSameKeyIsASuccessAndByAnotherIsRefused() {
        // Given
        Bytes voucher = issue();
        redeem(voucher, ana);

        // When
        Optional<FaultCode> again = redeem(voucher, ana);
        Optional<FaultCode> others = redeem(voucher, bojan);

        // Then
        assertEquals(Optional.empty(), again);
        assertEquals(Optional.of(FaultCode.VOUCHER_USED), others);
        assertFalse(isMember(bojan));
    }

    @Test
    void secondVoucherOfAMemberKeepsItsCount() {
        // Given
        redeem(issue(), ana);
        count(ana);
        count(ana);

        // When
        Optional<FaultCode> refusal = redeem(issue(), ana);

        // Then
        assertEquals(Optional.empty(), refusal);
        assertEquals(Optional.of(FaultCode.TOO_MANY_MAILBOXES), count(ana));
    }

    @Test
    void everyFlippedBitMakesAVoucherInvalid() {
        // Given
        byte[] voucher = issue().toByteArray();

        for (int bit = 0; bit < voucher.length * 8; bit++) {
            byte[] forged = voucher.clone();
            forged[bit / 8] ^= (byte) (1 << (bit % 8));

            // When
            Optional<FaultCode> refusal = redeem(Bytes.wrap(forged), ana);

            // Then
            assertEquals(Optional.of(FaultCode.VOUCHER_INVALID), refusal);
        }
        assertFalse(isMember(ana));
    }

    @Test
    void voucherOfAnotherRelayOrOfAnotherLengthIsInvalid() {
        // Given
        Bytes others = new Vouchers(SecretKey32.random(ENTROPY)).issue(now.plus(VALIDITY), ENTROPY);

        // When
        Optional<FaultCode> foreign = redeem(others, ana);
        Optional<FaultCode> empty = redeem(Bytes.wrap(new byte[0]), ana);
        Optional<FaultCode> longer = redeem(Bytes.wrap(java.util.Arrays.copyOf(issue().toByteArray(), 57)), ana);

        // Then
        assertEquals(Optional.of(FaultCode.VOUCHER_INVALID), foreign);
        assertEquals(Optional.of(FaultCode.VOUCHER_INVALID), empty);
        assertEquals(Optional.of(FaultCode.VOUCHER_INVALID), longer);
    }

    @Test
    void voucherExpiresAtItsTime() {
        // Given
        Bytes voucher = issue();
        now = now.plus(VALIDITY).minusSeconds(1);
        Optional<FaultCode> inTime = redeem(voucher, ana);

        // When
        now = now.plusSeconds(1);
        Optional<FaultCode> late = redeem(voucher, bojan);

        // Then
        assertEquals(Optional.empty(), inTime);
        assertEquals(Optional.of(FaultCode.VOUCHER_EXPIRED), late);
    }

    @Test
    void usedVoucherIsRememberedForAsLongAsItIsValidAndThenForgotten() {
        // Given
        Bytes voucher = issue();
        redeem(voucher, ana);
        now = now.plus(VALIDITY).minusSeconds(1);
        tick();
        Optional<FaultCode> inTime = redeem(voucher, bojan);

        // When
        now = now.plusSeconds(2);
        tick();

        // Then
        assertEquals(Optional.of(FaultCode.VOUCHER_USED), inTime);
        assertEquals(Optional.of(FaultCode.VOUCHER_EXPIRED), redeem(voucher, bojan));
        assertEquals(1, rows());
        assertTrue(isMember(ana));
    }

    @Test
    void mailboxesAreCountedUpToTheMostAndGivenBack() {
        // Given
        redeem(issue(), ana);
        count(ana);
        count(ana);
        Optional<FaultCode> beyond = count(ana);

        // When
        ask(tx -> {
            members.uncountMailbox(tx, ana);
            return true;
        });

        // Then
        assertEquals(Optional.of(FaultCode.TOO_MANY_MAILBOXES), beyond);
        assertEquals(Optional.empty(), count(ana));
    }

    @Test
    void countNeverFallsBelowNothing() {
        // Given
        redeem(issue(), ana);

        // When
        ask(tx -> {
            members.uncountMailbox(tx, ana);
            members.uncountMailbox(tx, bojan);
            return true;
        });

        // Then
        count(ana);
        count(ana);
        assertEquals(Optional.of(FaultCode.TOO_MANY_MAILBOXES), count(ana));
        assertFalse(isMember(bojan));
    }

    @Test
    void strangerHasNoMailboxes() {
        // When
        Optional<FaultCode> refusal = count(bojan);

        // Then
        assertEquals(Optional.of(FaultCode.NOT_LOGGED_IN), refusal);
    }

    private static MemberKey member(int number) {
        byte[] key = new byte[MemberKey.LENGTH_BYTES];
        key[0] = (byte) number;
        return MemberKey.of(key);
    }

    private Bytes issue() {
        return vouchers.issue(now.plus(VALIDITY), ENTROPY);
    }

    private Optional<FaultCode> redeem(Bytes voucher, MemberKey member) {
        return ask(tx -> members.redeem(tx, voucher, member, now));
    }

    private Optional<FaultCode> count(MemberKey member) {
        return ask(tx -> members.countMailbox(tx, member));
    }

    private boolean isMember(MemberKey member) {
        return ask(tx -> members.isMember(tx, member));
    }

    private void tick() {
        ask(tx -> {
            members.onTick(tx, now);
            return true;
        });
    }

    /** Rows in all tables. */
    private int rows() {
        byte[] last = new byte[80];
        java.util.Arrays.fill(last, (byte) 0xFF);
        int[] rows = {0};
        ask(tx -> {
            Members.tables().forEach(table -> tx.scan(table, new byte[0], last, (key, value) -> ++rows[0] > 0));
            return true;
        });
        return rows[0];
    }

    private <T> T ask(Function<Transaction, T> question) {
        List<T> answers = new ArrayList<>();
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            answers.add(question.apply(tx));
            tx.commit().forEach(Runnable::run);
        }
        return answers.get(0);
    }
}
