package org.waystation.federation.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.waystation.federation.outbox.OutboxRows.Head;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/** Who gets into a queue that is nearly full. */
class FairSharesTest {
    private static final int BYTES = 100;
    private static final OutboxLimits LIMITS =
            new OutboxLimits(1_000, 1_000_000, OutboxLimits.DEFAULT.maxLifetime(), OutboxLimits.DEFAULT.keepOutcome());

    private final FairShares shares = new FairShares();
    private Head head = Head.EMPTY;

    @Test
    void whoeverFillsAsFastAsTheyCanLeavesRoomForTwentyWhoWriteOnce() {
        // Given
        int greedy = addAll(member(0), BYTES, 10_000);

        // When
        int others = 0;
        for (int i = 1; i <= 20; i++) {
            others += add(member(i), Lane.MESSAGE, BYTES) ? 1 : 0;
        }

        // Then
        assertEquals(20, others);
        assertTrue(greedy >= 500 && greedy < 540, "greedy " + greedy);
    }

    @Test
    void manyWhoFillAsFastAsTheyCanLeaveRoomToo() {
        // Given
        for (int i = 0; i < 60; i++) {
            addAll(member(i), BYTES, 10_000);
        }

        // When
        boolean newcomer = add(member(100), Lane.MESSAGE, BYTES);

        // Then
        assertTrue(newcomer);
    }

    @Test
    void bytesAreSharedAlsoWhereRequestsAreFew() {
        // Given
        int greedy = addAll(member(0), 10_000, 10_000);

        // When
        boolean newcomer = add(member(1), Lane.BULK, 10_000);

        // Then
        assertTrue(greedy < 60, "greedy " + greedy);
        assertTrue(newcomer);
    }

    @Test
    void memberWhoHasHadItsShareGetsInAgainAsTheQueueMovesOnThoughItStaysCrowded() {
        // Given
        addAll(member(0), BYTES, 10_000);
        boolean before = add(member(0), Lane.MESSAGE, BYTES);

        // When
        int later = 0;
        for (int i = 0; i < 200; i++) {
            leave(1);
            later += add(member(0), Lane.MESSAGE, BYTES) ? 1 : 0;
        }

        // Then
        assertFalse(before);
        assertTrue(later > 190, "later " + later);
        assertTrue(head.requests() > 500);
    }

    @Test
    void queueThatIsNotCrowdedRemembersNobody() {
        // Given
        addAll(member(0), BYTES, 10_000);
        int crowded = shares.known();

        // When
        leave(200);
        boolean added = add(member(0), Lane.MESSAGE, BYTES);

        // Then
        assertEquals(1, crowded);
        assertTrue(added);
        assertEquals(0, shares.known());
    }

    @Test
    void lastPartIsForAlertsAlone() {
        // Given
        for (int i = 0; i < 2_000; i++) {
            add(member(i), Lane.MESSAGE, BYTES);
        }
        long ordinary = head.requests();

        // When
        int alerts = 0;
        for (int i = 0; i < 2_000; i++) {
            alerts += add(member(0), Lane.ALERT, BYTES) ? 1 : 0;
        }

        // Then
        assertEquals(950, ordinary);
        assertEquals(50, alerts);
    }

    @Test
    void membersBeyondTheMostShareOneEntry() {
        // Given
        OutboxLimits large = new OutboxLimits(
                1_000_000, 1L << 40, OutboxLimits.DEFAULT.maxLifetime(), OutboxLimits.DEFAULT.keepOutcome());
        head = new Head(1, 600_000, 0);

        // When
        for (int i = 0; i < 2 * FairShares.MOST_MEMBERS; i++) {
            head = shares.admit(submission(Lane.MESSAGE, BYTES), member(i), head, large) ? head.plus(BYTES) : head;
        }

        // Then
        assertEquals(FairShares.MOST_MEMBERS + 1, shares.known());
    }

    private int addAll(MemberKey member, int bytes, int most) {
        int added = 0;
        while (added < most && add(member, Lane.MESSAGE, bytes)) {
            added++;
        }
        return added;
    }

    private boolean add(MemberKey member, Lane lane, int bytes) {
        boolean added = shares.admit(submission(lane, bytes), member, head, LIMITS);
        head = added ? head.plus(bytes) : head;
        return added;
    }

    private void leave(int requests) {
        for (int i = 0; i < requests; i++) {
            head = head.minus(BYTES);
        }
    }

    private static Submission submission(Lane lane, int bytes) {
        return new Submission(
                SubmissionId.of(new byte[SubmissionId.LENGTH_BYTES]),
                RelayId.of(new byte[RelayId.LENGTH_BYTES]),
                lane,
                Instant.MAX,
                Bytes.wrap(new byte[bytes]));
    }

    private static MemberKey member(int number) {
        byte[] key = new byte[MemberKey.LENGTH_BYTES];
        key[0] = (byte) number;
        key[1] = (byte) (number >> Byte.SIZE);
        return MemberKey.of(key);
    }
}
