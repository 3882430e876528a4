package org.waystation.federation.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;

/** Which of two links between the same relays stays. */
class LinkTableTest {
    private static final int SMALL = 1;
    private static final int LARGE = 2;

    private final LinkTable table = new LinkTable();

    @Test
    void firstLinkIsKept() {
        // Given
        LinkSession link = link(SMALL, LARGE, true, 1);

        // When
        Optional<LinkSession> loser = table.admit(link);

        // Then
        assertEquals(Optional.empty(), loser);
        assertSame(link, table.find(Relays.relay(LARGE)).orElseThrow());
    }

    @Test
    void bothEndsKeepTheLinkThatTheSmallerDialledInWhateverOrderTheyBecomeReady() {
        for (boolean smallFirstHere : List.of(true, false)) {
            for (boolean smallFirstThere : List.of(true, false)) {
                // Given
                LinkTable atSmall = new LinkTable();
                LinkTable atLarge = new LinkTable();
                LinkSession bySmallAtSmall = link(SMALL, LARGE, true, 1);
                LinkSession byLargeAtSmall = link(SMALL, LARGE, false, 1);
                LinkSession bySmallAtLarge = link(LARGE, SMALL, false, 1);
                LinkSession byLargeAtLarge = link(LARGE, SMALL, true, 1);

                // When
                LinkSession loserAtSmall = admit(atSmall, smallFirstHere, bySmallAtSmall, byLargeAtSmall);
                LinkSession loserAtLarge = admit(atLarge, smallFirstThere, bySmallAtLarge, byLargeAtLarge);

                // Then
                assertSame(byLargeAtSmall, loserAtSmall);
                assertSame(byLargeAtLarge, loserAtLarge);
                assertSame(bySmallAtSmall, atSmall.find(Relays.relay(LARGE)).orElseThrow());
                assertSame(bySmallAtLarge, atLarge.find(Relays.relay(SMALL)).orElseThrow());
            }
        }
    }

    @Test
    void linkOfANewStartReplacesTheOldWhoeverDialled() {
        // Given
        LinkSession old = link(SMALL, LARGE, true, 1);
        table.admit(old);

        // When
        LinkSession fresh = link(SMALL, LARGE, false, 2);
        Optional<LinkSession> loser = table.admit(fresh);

        // Then
        assertSame(old, loser.orElseThrow());
        assertSame(fresh, table.find(Relays.relay(LARGE)).orElseThrow());
    }

    @Test
    void secondLinkOfTheSameDiallerReplacesTheFirstWhichMustBeDead() {
        // Given
        LinkSession first = link(LARGE, SMALL, true, 1);
        table.admit(first);

        // When
        LinkSession second = link(LARGE, SMALL, true, 1);
        Optional<LinkSession> loser = table.admit(second);

        // Then
        assertSame(first, loser.orElseThrow());
    }

    @Test
    void endOfALoserDoesNotRemoveTheWinner() {
        // Given
        LinkSession winner = link(SMALL, LARGE, true, 1);
        LinkSession loser = link(SMALL, LARGE, false, 1);
        table.admit(winner);
        table.admit(loser);

        // When
        boolean removed = table.remove(loser);

        // Then
        assertFalse(removed);
        assertEquals(1, table.all().size());
        assertTrue(table.remove(winner));
        assertEquals(0, table.all().size());
    }

    /** Admits both; the one that lost. */
    private static LinkSession admit(LinkTable table, boolean firstFirst, LinkSession one, LinkSession other) {
        assertEquals(Optional.empty(), table.admit(firstFirst ? one : other));
        return table.admit(firstFirst ? other : one).orElseThrow();
    }

    /** A link that is ready, as the relay {@code self} has it. */
    private static LinkSession link(int self, int partner, boolean dialledHere, int partnersStart) {
        LinkSession link = new LinkSession(
                Relays.hello(self, 1), Relays.relay(partner), dialledHere, new FakeWire(), new Deaf(), Instant.EPOCH);
        link.onFrame(Frame.push(Relays.hello(partner, partnersStart)), Instant.EPOCH);
        return link;
    }

    private static final class Deaf implements LinkSession.Listener {
        @Override
        public void onReady(LinkSession link) {}

        @Override
        public void onRequest(LinkSession link, long correlation, LinkMessage.Forward request) {}

        @Override
        public void onCard(LinkSession link, Bytes card) {}

        @Override
        public void onResult(LinkSession link, long correlation, LinkMessage result) {}

        @Override
        public void onDown(LinkSession link) {}
    }
}
