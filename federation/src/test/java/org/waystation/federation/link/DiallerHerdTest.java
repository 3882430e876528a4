package org.waystation.federation.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.waystation.federation.outbox.Backoff;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.id.RelayId;

/** What a relay does about many partners that are gone, before and after it starts anew. */
class DiallerHerdTest {
    private static final int PARTNERS = 60;

    private final Set<RelayId> partners = new LinkedHashSet<>();
    private final LinkTable links = new LinkTable();
    private final InMemoryStore store = new InMemoryStore();
    private Dialler dialler = new Dialler(() -> 0.5);
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    DiallerHerdTest() {
        for (int i = 1; i <= PARTNERS; i++) {
            partners.add(Relays.relay(i));
        }
    }

    @Test
    void afterAnOutageOfAllFewDialsBeginAtATickAndFewAreUnderWay() {
        // When
        List<Integer> begun = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            begun.add(tick().size());
        }

        // Then
        assertEquals(List.of(Dialler.MAX_EACH_TICK, Dialler.MAX_EACH_TICK, 0, 0), begun);
        assertEquals(
                Dialler.MAX_UNDER_WAY, begun.stream().mapToInt(each -> each).sum());
    }

    @Test
    void partnersThatNeverAnswerKeepNobodyFromBeingDialled() {
        // Given
        Set<RelayId> dialled = new HashSet<>();
        int ticks = 0;

        // When
        while (dialled.size() < PARTNERS && ticks < PARTNERS) {
            List<RelayId> begun = tick();
            dialled.addAll(begun);
            begun.forEach(this::fail);
            now = now.plusSeconds(1);
            ticks++;
        }

        // Then
        assertEquals(partners, dialled);
        assertEquals((PARTNERS + Dialler.MAX_EACH_TICK - 1) / Dialler.MAX_EACH_TICK, ticks);
    }

    @Test
    void relayThatStartsAnewDoesNotDialPartnersThatAreLongGoneBeforeTheirTime() {
        // Given
        tick();
        partners.forEach(each -> repeat(10, () -> fail(each)));
        tick();

        // When
        restart();
        List<RelayId> atOnce = tick();
        now = now.plus(Backoff.CAP);
        List<RelayId> later = tick();

        // Then
        assertEquals(List.of(), atOnce);
        assertEquals(Dialler.MAX_EACH_TICK, later.size());
    }

    @Test
    void failuresGoOnBeingCountedAfterAStart() {
        // Given
        RelayId gone = Relays.relay(1);
        tick();
        repeat(14, () -> fail(gone));
        tick();
        restart();
        tick();

        // When
        now = now.plus(Backoff.CAP);
        fail(gone);
        now = now.plusSeconds(Backoff.CAP.toSeconds() / 2);
        partners.retainAll(Set.of(gone));
        List<RelayId> early = tick();

        // Then
        assertEquals(List.of(), early);
    }

    @Test
    void signOfLifeBeforeTheRowsAreReadIsBelievedMoreThanTheRows() {
        // Given
        RelayId back = Relays.relay(1);
        partners.retainAll(Set.of(back));
        tick();
        repeat(10, () -> fail(back));
        tick();
        restart();

        // When
        dialler.onLinkReady(back);
        List<RelayId> due = tick();
        tick();

        // Then
        assertEquals(List.of(back), due);
        assertEquals(0, rows());
    }

    @Test
    void onlyWhatHasChangedIsWritten() {
        // Given
        tick();
        partners.forEach(this::fail);
        tick();
        int after = rows();

        // When
        dialler.onLinkReady(Relays.relay(1));
        dialler.onLinkReady(Relays.relay(2));
        int[] actions = new int[2];
        actions[0] = transaction(dialler::sync);
        actions[1] = transaction(dialler::sync);

        // Then
        assertEquals(PARTNERS, after);
        assertEquals(PARTNERS - 2, rows());
        assertEquals(2, actions[0]);
        assertEquals(0, actions[1]);
    }

    @Test
    void relayThatLeftTheRosterLeavesNoRow() {
        // Given
        tick();
        partners.forEach(this::fail);
        tick();

        // When
        partners.retainAll(Set.of(Relays.relay(1)));
        tick();
        tick();

        // Then
        assertEquals(1, rows());
    }

    @Test
    void clockThatWasWrongHoldsNoPartnerBackForLongerThanTheCap() {
        // Given
        now = now.plus(Duration.ofDays(3_650));
        tick();
        partners.forEach(each -> repeat(10, () -> fail(each)));
        tick();

        // When
        now = now.minus(Duration.ofDays(3_650));
        restart();
        List<RelayId> due = tick();

        // Then
        assertEquals(Dialler.MAX_EACH_TICK, due.size());
    }

    @Test
    void mistakeOfOursPutsTheNextDialOffForAMomentHoweverOftenItHappens() {
        // Given
        RelayId partner = Relays.relay(1);
        partners.retainAll(Set.of(partner));

        // When
        List<RelayId> due = List.of();
        List<RelayId> early = List.of();
        for (int i = 0; i < 20; i++) {
            tick();
            dialler.onDialOver(partner);
            dialler.onOwnTrouble(partner, "this relay cannot set up TLS", now);
            early = tick();
            now = now.plus(Dialler.OWN_PAUSE);
            due = tick();
            dialler.onDialOver(partner);
        }

        // Then
        assertEquals(List.of(), early);
        assertEquals(List.of(partner), due);
        assertEquals(0, rows());
        assertEquals("this relay cannot set up TLS", dialler.trouble(partner));
    }

    @Test
    void clockThatIsSetBackAfterAMistakeOfOursHoldsNobodyBack() {
        // Given
        RelayId partner = Relays.relay(1);
        partners.retainAll(Set.of(partner));
        dialler.onOwnTrouble(partner, "this relay cannot set up TLS", now);

        // When
        now = now.minus(Duration.ofDays(1));

        // Then
        assertEquals(List.of(partner), tick());
    }

    @Test
    void partnersThatWereNotGoneAreDialledFirstAfterAStart() {
        // Given
        RelayId alive = Relays.relay(PARTNERS);
        tick();
        partners.stream().filter(each -> !each.equals(alive)).forEach(this::fail);
        tick();

        // When
        restart();
        now = now.plus(Duration.ofDays(7));
        List<RelayId> first = tick();

        // Then
        assertTrue(first.contains(alive));
    }

    private void fail(RelayId partner) {
        dialler.onDialOver(partner);
        dialler.onFailure(partner, "it cannot be reached", now);
    }

    private static void repeat(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private void restart() {
        dialler = new Dialler(() -> 0.5);
    }

    private List<RelayId> tick() {
        transaction(dialler::sync);
        return dialler.onTick(partners, links, now).stream()
                .map(Dialler.Due::partner)
                .toList();
    }

    /** How many actions came of it. */
    private int transaction(Consumer<Transaction> task) {
        try (var batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            task.accept(tx);
            List<Runnable> actions = tx.commit();
            actions.forEach(Runnable::run);
            return actions.size();
        }
    }

    private int rows() {
        int[] rows = {0};
        store.ledger().forEach(BackoffRows.BACKOFF, (key, value) -> rows[0]++);
        return rows[0];
    }
}
