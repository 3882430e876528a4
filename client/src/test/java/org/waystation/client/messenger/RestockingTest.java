package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.PrekeyRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;

/** What lies at the front door: filled up, and replaced when the relay was set back to an earlier state. */
final class RestockingTest {
    private final World world = new World().joined();
    private final Stranger stranger = new Stranger(world.bojan, world.entropy);
    private final FakeRelay.Box door = stranger.door();

    /** The front door as a copy of the relay's data has it. */
    private record Backup(long publication, Deque<Bytes> curves, Deque<Bytes> kems) {}

    private Backup backUp() {
        return new Backup(door.publication, new ArrayDeque<>(door.curves), new ArrayDeque<>(door.kems));
    }

    private void putBack(Backup backup) {
        world.bojan.disconnect();
        door.publication = backup.publication;
        door.curves.clear();
        door.curves.addAll(backup.curves);
        door.kems.clear();
        door.kems.addAll(backup.kems);
    }

    private void reconnect() {
        world.bojan.disconnect();
        world.bojan.connect();
        world.run();
    }

    @Test
    void aRelayThatKeepsFewIsNotBroughtManyAgainAndAgain() {
        // Given: somebody has fetched prekeys, and writes much later.
        door.keepsPrekeys = 6;
        reconnect();
        Bytes fetched = stranger.fetch();

        // When
        for (int i = 0; i < 100; i++) {
            stranger.fetch();
            reconnect();
        }
        stranger.leave(stranger.begin(fetched), "late");
        world.run();

        // Then
        assertEquals(1, world.bojan.messenger().contacts().size());
    }

    @Test
    void aRelayThatWasNotSetBackKeepsItsStock() {
        // Given
        Deque<Bytes> before = new ArrayDeque<>(door.kems);

        // When
        reconnect();
        stranger.fetch();
        before.remove();
        reconnect();

        // Then
        assertEquals(List.copyOf(before), List.copyOf(door.kems));
    }

    @Test
    void lowStockIsFilledUpWithNewPrekeys() {
        // Given
        Set<Bytes> before = new HashSet<>(door.kems);
        for (int count = 0; count < Restocking.FULL / 2 + 1; count++) {
            stranger.fetch();
        }

        // When
        reconnect();

        // Then
        assertEquals(Restocking.FULL, door.kems.size());
        assertEquals(Restocking.FULL, door.curves.size());
        before.addAll(door.kems);
        assertEquals(Restocking.FULL + Restocking.FULL / 2 + 1, before.size());
    }

    @Test
    void onAConnectionThatLastsStockIsTakenOnceADay() {
        // Given
        reconnect();
        emptyTheDoor();
        world.pass(Duration.ofHours(23));
        int sameDay = door.kems.size();
        world.pass(Duration.ofHours(1));
        int nextDay = door.kems.size();
        emptyTheDoor();
        world.pass(Duration.ofHours(2));
        int twiceInADay = door.kems.size();

        // When
        world.pass(Duration.ofHours(22));

        // Then
        assertEquals(
                List.of(0, Restocking.FULL, 0, Restocking.FULL),
                List.of(sameDay, nextDay, twiceInADay, door.kems.size()));
    }

    private void emptyTheDoor() {
        door.kems.clear();
        door.curves.clear();
    }

    @Test
    void whatARelayThatWasSetBackHoldsIsReplacedEvenIfItHasHandedOutMoreSince() {
        // Given
        Backup backup = backUp();
        reconnect();
        stranger.fetch();
        putBack(backup);
        stranger.fetch();
        stranger.fetch();
        Set<Bytes> old = new HashSet<>(door.kems);

        // When
        reconnect();

        // Then
        assertEquals(Restocking.FULL, door.kems.size());
        assertTrue(door.kems.stream().noneMatch(old::contains));
        assertEquals(Restocking.FULL, current().size());
    }

    @Test
    void aStockThatIsLargerThanWhatCanBeLeftIsReplaced() {
        // Given: set back to after the last publication, so the numbers say nothing.
        Backup backup = backUp();
        stranger.leave(stranger.begin(stranger.fetch()), "hello");
        world.run();
        putBack(backup);

        // When
        reconnect();

        // Then
        assertTrue(door.kems.stream().noneMatch(backup.kems::contains));
        assertEquals(Restocking.FULL, door.kems.size());
    }

    @Test
    void aFrontDoorThatHadToBeMadeAgainGetsNewPrekeysOnly() {
        // Given
        Set<Bytes> old = new HashSet<>(door.kems);
        world.bojan.disconnect();
        world.two.boxes.remove(door.made.mailbox());

        // When
        world.bojan.connect();
        world.run();

        // Then
        FakeRelay.Box again = stranger.door();
        assertEquals(Restocking.FULL, again.kems.size());
        assertTrue(again.kems.stream().noneMatch(old::contains));
    }

    @Test
    void aReplacementThatDidNotArriveIsMadeUpForOnTheNextConnection() {
        // Given
        Backup backup = backUp();
        reconnect();
        putBack(backup);
        world.bojan.connect();
        while (publications() < 3 || !isAboutToPublish()) {
            assertTrue(world.bojan.step());
        }

        // When
        reconnect();

        // Then
        assertTrue(door.kems.stream().noneMatch(backup.kems::contains));
    }

    private boolean isAboutToPublish() {
        return world.bojan.toRelay.stream().anyMatch(each -> each.message() instanceof ToRelay.PublishPrekeys);
    }

    private long publications() {
        return world.two.asked.stream()
                .filter(ToRelay.PublishPrekeys.class::isInstance)
                .count();
    }

    @Test
    void aRelayThatAlwaysTellsNonsenseHasOneReplacementMadeOnAConnection() {
        // Given
        reconnect();
        world.bojan.disconnect();
        door.publication = 0;
        long before = publications();

        // When
        world.bojan.connect();
        while (world.bojan.step()) {
            door.publication = 0;
        }

        // Then
        assertEquals(before + 2, publications());
    }

    @Test
    void whatWasReplacedCanBeReadUntilTheGraceHasPassedAndIsDeletedThen() {
        // Given
        Backup backup = backUp();
        var session = stranger.begin(stranger.fetch());
        reconnect();
        putBack(backup);
        reconnect();
        Set<Integer> replaced = new HashSet<>(ids());
        current().forEach(each -> replaced.remove(each.getId()));

        // When
        stranger.leave(session, "under way when it was replaced");
        world.run();
        boolean read = world.bojan.notices.stream().anyMatch(Notice.RequestArrived.class::isInstance);
        for (int day = 0; day <= PrekeyStock.GRACE.toDays() + PrekeyStock.ROTATION.toDays(); day++) {
            world.pass(Duration.ofDays(1));
        }

        // Then
        assertTrue(read);
        assertEquals(Restocking.FULL, replaced.size());
        assertTrue(ids().stream().noneMatch(replaced::contains));
        assertFalse(ids().isEmpty());
    }

    @Test
    void aRelayThatKnowsOfMorePublicationsThanOurVaultGetsNewPrekeysOnly() {
        // Given: the relay knows of publications that this vault does not.
        door.publication = 1_000;

        // When
        reconnect();
        reconnect();

        // Then
        assertEquals(Restocking.FULL, door.kems.size());
        assertEquals(1_002, door.publication);
        assertEquals(Restocking.FULL, current().size());
    }

    @Test
    void aRelayCannotMakeOurNumbersRunOut() {
        // Given: the relay says that we have published under the highest of all numbers.
        door.publication = Long.MAX_VALUE;

        // When
        reconnect();

        // Then
        List<Long> numbers = numbersPublished();
        assertEquals(Restocking.HIGHEST_BELIEVED + 1, numbers.get(numbers.size() - 1));
    }

    @Test
    void aPublicationThatSeemedToFailIsRepeatedUnderItsNumber() {
        // Given
        world.bojan.disconnect();
        door.kems.clear();
        long before = publications();
        world.bojan.connect();
        while (publications() < before + 1) {
            assertTrue(world.bojan.step());
        }
        world.two.refuses.put(ToRelay.PublishPrekeys.class, FaultCode.STORE_UNAVAILABLE);
        world.run();
        world.two.refuses.clear();

        // When
        world.passSeconds(20);

        // Then
        List<Long> numbers = numbersPublished();
        assertEquals(numbers.get(numbers.size() - 2), numbers.get(numbers.size() - 1));
        assertEquals(Restocking.FULL, door.kems.size());
    }

    private List<Long> numbersPublished() {
        return world.two.asked.stream()
                .filter(ToRelay.PublishPrekeys.class::isInstance)
                .map(each -> ((ToRelay.PublishPrekeys) each).publication())
                .toList();
    }

    private List<PrekeyRow> current() {
        return world.bojan.vault.transact(rows -> new Rows(rows)
                .prekeys(Kind.ONE_TIME_KEM).stream()
                        .filter(each -> each.getReplacedAt() == 0)
                        .toList());
    }

    private List<Integer> ids() {
        return world.bojan.vault.transact(rows -> new Rows(rows)
                .prekeys(Kind.ONE_TIME_KEM).stream().map(PrekeyRow::getId).toList());
    }
}
