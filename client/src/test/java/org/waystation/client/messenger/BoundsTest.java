package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.PrekeyRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.envelope.Content;

/** How much others can make a vault keep or look through, up to the bound and over it. */
final class BoundsTest {
    private static final Takeover TAKEOVER = new Takeover((turn, row) -> {});

    private final World world = new World().acquainted();

    private <T> T inAnasVault(Function<Turn, T> event) {
        return in(world.ana, event);
    }

    private <T> T in(Person person, Function<Turn, T> event) {
        return person.vault.transact(rows -> event.apply(
                new Turn(new Rows(rows), new RelayChannel(), world.clock.instant(), world.entropy, new TicketStock())));
    }

    // Prekeys.

    @Test
    void ofUnusedOneTimePrekeysTheNewestAreKept() {
        // Given
        List<PrekeyRow> before = inAnasVault(turn -> turn.rows().prekeys(Kind.ONE_TIME_CURVE));

        // When
        inAnasVault(turn -> PrekeyStock.newCurves(turn, PrekeyStock.KEPT - before.size()));
        List<PrekeyRow> atTheBound = inAnasVault(turn -> turn.rows().prekeys(Kind.ONE_TIME_CURVE));
        inAnasVault(turn -> PrekeyStock.newCurves(turn, 1));

        // Then
        List<PrekeyRow> after = inAnasVault(turn -> turn.rows().prekeys(Kind.ONE_TIME_CURVE));
        assertEquals(PrekeyStock.KEPT, atTheBound.size());
        assertEquals(PrekeyStock.KEPT, after.size());
        assertEquals(before.get(0), atTheBound.get(0));
        assertEquals(before.get(1), after.get(0), "the oldest went");
    }

    // Requests.

    @Test
    void whenTooManyAskAStrangerIsTurnedAwayUntilThereIsRoom() {
        // Given
        Stranger stranger = new Stranger(world.bojan, world.entropy);
        long first = in(world.bojan, turn -> fillWithRequests(turn));
        stranger.leave(stranger.begin(stranger.fetch()), "one too many");
        world.run();
        int turnedAway = in(world.bojan, BoundsTest::unreadable);

        // When
        in(world.bojan, turn -> {
            turn.rows()
                    .put(turn.contact(first).toBuilder()
                            .setPhase(Phase.REPLACED)
                            .build());
            return true;
        });
        stranger.leave(stranger.begin(stranger.fetch()), "now there is room");
        world.run();

        // Then
        assertEquals(1, turnedAway);
        assertEquals(1, in(world.bojan, BoundsTest::unreadable));
        assertEquals(FrontDoor.MAX_REQUESTS, in(world.bojan, BoundsTest::requests));
    }

    /** The number of the first. */
    private static long fillWithRequests(Turn turn) {
        long first = turn.account().getNextContact() + 1;
        for (int count = 0; count < FrontDoor.MAX_REQUESTS; count++) {
            ByteString fingerprint = ByteString.copyFrom(turn.entropy().bytes(32));
            turn.rows()
                    .put(People.newRow(turn)
                            .setPhase(Phase.REQUESTED)
                            .setFingerprint(fingerprint)
                            .build());
        }
        return first;
    }

    private static int requests(Turn turn) {
        return (int) turn.rows().contacts().stream()
                .filter(each -> each.getPhase() == Phase.REQUESTED)
                .count();
    }

    private static int unreadable(Turn turn) {
        return turn.rows().mailboxes().stream()
                .mapToInt(each -> (int) each.getUnreadable())
                .sum();
    }

    // Gaps.

    @Test
    void aContactThatLeavesOutTextsIsReadUpToABoundOfGaps() {
        // Given
        long bojan = inAnasVault(BoundsTest::bojan).getId();
        LetterReader reader = new LetterReader();

        // When: every other text is missing.
        inAnasVault(turn -> {
            for (long text = 0; text < LetterReader.MAX_GAPS + 5; text++) {
                Content content = Content.empty(turn.nowSeconds()).withText(2 * text + 1, "x");
                reader.take(turn, bojan, 1, turn.identity().publicIdentity(), content);
            }
            return true;
        });

        // Then
        ContactRow row = inAnasVault(turn -> turn.contact(bojan));
        assertEquals(LetterReader.MAX_GAPS, row.getReceivedCount());

        // When: one of the missing comes after all.
        inAnasVault(turn -> {
            Content late = Content.empty(turn.nowSeconds()).withText(2, "x");
            reader.take(turn, bojan, 1, turn.identity().publicIdentity(), late);
            return true;
        });

        // Then
        assertEquals(
                LetterReader.MAX_GAPS - 1,
                inAnasVault(turn -> turn.contact(bojan)).getReceivedCount());
    }

    // Keys in the place of other keys.

    @Test
    void oneNameHasSoManyOldKeysAndNoMore() {
        // Given
        inAnasVault(turn -> {
            for (int count = 1; count < Takeover.MAX_OLD_KEYS; count++) {
                String name = "bojan-old-key" + (count == 1 ? "" : count);
                turn.rows().put(another(turn).toBuilder().setName(name).build());
            }
            return TAKEOVER.take(turn, bojan(turn), another(turn));
        });

        // When
        boolean lastTaken = inAnasVault(turn ->
                People.find(turn, "bojan-old-key" + Takeover.MAX_OLD_KEYS).isPresent());

        // Then
        assertTrue(lastTaken);
        assertThrows(
                IllegalStateException.class,
                () -> inAnasVault(turn -> TAKEOVER.take(turn, bojan(turn), another(turn))));
    }

    private static ContactRow bojan(Turn turn) {
        return People.find(turn, "bojan").orElseThrow();
    }

    private static ContactRow another(Turn turn) {
        ContactRow row = People.newRow(turn).setPhase(Phase.ESTABLISHED).build();
        turn.rows().put(row);
        return row;
    }

    @Test
    void aChainOfSuccessorsIsFollowedToABoundSoThatACircleEnds() {
        // Given: the way from the first is just short enough, from the one before it too long.
        long last = inAnasVault(BoundsTest::bojan).getId();
        long first = inAnasVault(turn -> chainTo(turn, last, Takeover.LONGEST_CHAIN));
        long before = inAnasVault(turn -> chainTo(turn, first, 1));

        // When
        inAnasVault(turn -> {
            TAKEOVER.forward(turn, turn.contact(first));
            return true;
        });

        // Then
        assertTrue(world.ana.messenger().sent(1).stream().anyMatch(each -> each.contact() == last));
        assertThrows(
                IllegalStateException.class,
                () -> inAnasVault(turn -> {
                    TAKEOVER.forward(turn, turn.contact(before));
                    return true;
                }));
    }

    /** So many contacts, each replaced by the next, the last of them by {@code end}; the first of them, with a text. */
    private static long chainTo(Turn turn, long end, int length) {
        long next = end;
        for (int count = 0; count < length; count++) {
            ContactRow row = People.newRow(turn)
                    .setPhase(Phase.REPLACED)
                    .setSuccessor(next)
                    .build();
            turn.rows().put(row);
            next = row.getId();
        }
        People.write(turn, next, "still waits", turn.nowSeconds());
        return next;
    }
}
