package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiskBoundTest {
    private static final RelayLimits LIMITS = RelayLimits.DEFAULT;
    private static final DiskBound BOUND = DiskBound.of(LIMITS);

    @Test
    void aFullMailboxIsItsBytesAndItsRowsThreeTimes() {
        // Given
        long content = LIMITS.mailbox().maxBytes();
        // Key and head, key of the expiry row, and 64 bytes that the store adds to each of the two.
        long rows = LIMITS.mailbox().maxEnvelopes() * (40 + 32 + 9 + 40 + 2 * 64);
        long prekeys = (41 + 3_200 + 64) + (41 + 8 + 64) + 100 * (2 * 41 + 64 + 1_664 + 2 * 64);
        long own = 32 + 97 + 64;

        // When, Then
        assertEquals(3 * (content + rows + prekeys + own), BOUND.mailbox());
    }

    @Test
    void theTotalIsTheSumOfItsParts() {
        // When
        long total = BOUND.total(2, 3, 5, 7);

        // Then
        assertEquals(
                BOUND.fixed()
                        + 2 * BOUND.member()
                        + 3 * BOUND.partner()
                        + 5 * BOUND.dailyMessage()
                        + 7 * BOUND.dailyIntroduction(),
                total);
        assertTrue(BOUND.member() >= LIMITS.maxMailboxesPerMember() * BOUND.mailbox());
    }

    @Test
    void aSumThatNoDiskHoldsIsAnErrorAndNotANumber() {
        assertThrows(ArithmeticException.class, () -> BOUND.total(Long.MAX_VALUE / 2, 0, 0, 0));
    }
}
