package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.waystation.client.rows.PrekeyRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.ratchet.Session;

/** What becomes of prekeys when introductions come: late, damaged, repeated, forged. */
final class FirstContactTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int KEY_BYTES = 32;

    private final World world = new World().joined();
    private final Stranger stranger = new Stranger(world.bojan, world.entropy);

    // One-time prekeys.

    @Test
    void oneTimePrivateKeysAreDeletedWhenTheFirstMessageHasBeenRead() {
        // Given
        Session session = stranger.begin(stranger.fetch());
        int before = oneTime();

        // When
        stranger.leave(session, "it is me");
        world.run();

        // Then
        assertEquals(2 * Restocking.FULL, before);
        assertEquals(before - 2, oneTime());
        assertEquals(List.of("it is me"), readAfterAccepting());
    }

    @Test
    void oneTimePrivateKeysSurviveADamagedIntroductionThatNamesThem() {
        // Given
        Session session = stranger.begin(stranger.fetch());
        Session damaged = stranger.leaveGarbled(session, "never read");
        world.run();
        int afterDamaged = oneTime();

        // When
        stranger.leave(damaged, "it is me");
        world.run();

        // Then
        assertEquals(2 * Restocking.FULL, afterDamaged);
        assertEquals(2 * Restocking.FULL - 2, oneTime());
        assertEquals(List.of("it is me"), textsThatArrived());
    }

    @Test
    void aSecondIntroductionOverSpentOneTimePrekeysIsRefused() {
        // Given
        Bytes bundle = stranger.fetch();
        stranger.leave(stranger.begin(bundle), "first");
        world.run();

        // When
        new Stranger(world.bojan, world.entropy).leave(stranger.begin(bundle), "second");
        world.run();

        // Then
        assertEquals(List.of("first"), textsThatArrived());
        assertEquals(1, unreadable());
    }

    // Base keys.

    @Test
    void aBaseKeyIsTakenOnceAgainstTheLastResort() {
        // Given
        Bytes bundle = stranger.standingOnly();
        byte[] ephemeral = world.entropy.bytes(KEY_BYTES);
        Session first = stranger.begin(bundle, beginningWith(ephemeral));
        Session forged = stranger.begin(bundle, beginningWith(ephemeral));
        Session honest = stranger.begin(bundle);
        stranger.leave(first, "first");
        world.run();

        // When
        stranger.leave(forged, "the same base key, another encapsulation");
        world.run();
        int unreadable = unreadable();
        stranger.leave(honest, "another base key");
        world.run();

        // Then
        assertFalse(Arrays.equals(first.handshakeId(), forged.handshakeId()));
        assertEquals(1, unreadable);
        assertEquals(1, unreadable());
        assertEquals(List.of("first", "another base key"), textsThatArrived());
    }

    @Test
    void aBaseKeyIsTakenOnceAlsoWithAOneTimeCurveKeyEachTime() {
        // Given
        byte[] ephemeral = world.entropy.bytes(KEY_BYTES);
        stranger.door().kems.clear();
        Session first = stranger.begin(stranger.fetch(), beginningWith(ephemeral));
        Session forged = stranger.begin(stranger.fetch(), beginningWith(ephemeral));
        stranger.leave(first, "first");
        world.run();

        // When
        stranger.leave(forged, "forged");
        world.run();

        // Then
        assertEquals(List.of("first"), textsThatArrived());
        assertEquals(1, unreadable());
    }

    @Test
    void aBaseKeyIsStillKnownOnTheLastDayOfItsPrekeys() {
        // Given
        Bytes bundle = stranger.standingOnly();
        byte[] ephemeral = world.entropy.bytes(KEY_BYTES);
        Session forged = stranger.begin(bundle, beginningWith(ephemeral));
        stranger.leave(stranger.begin(bundle, beginningWith(ephemeral)), "first");
        world.run();
        passDays(PrekeyStock.ROTATION.plusHours(2));
        passDays(PrekeyStock.GRACE.minusHours(3));

        // When
        stranger.leave(forged, "forged");
        world.run();

        // Then
        assertEquals(List.of("first"), textsThatArrived());
    }

    /** The ephemeral key is the first that is drawn. */
    private Entropy beginningWith(byte[] ephemeral) {
        boolean[] begun = {false};
        return target -> {
            if (begun[0]) {
                world.entropy.fill(target);
            } else {
                System.arraycopy(ephemeral, 0, target, 0, KEY_BYTES);
                begun[0] = true;
            }
        };
    }

    // Rotation.

    @Test
    void anIntroductionOverTheReplacedPrekeysIsReadUntilTheGraceHasPassed() {
        // Given
        passDays(PrekeyStock.ROTATION.minusHours(1));
        Bytes justBefore = stranger.fetch();
        Session readInTime = stranger.begin(justBefore);
        Session tooLate = stranger.begin(stranger.standingOnly());
        passDays(Duration.ofHours(3));
        assertNotEquals(justBefore, stranger.standingOnly());
        passDays(PrekeyStock.GRACE.minusHours(4));

        // When
        stranger.leave(readInTime, "in time");
        world.run();
        List<String> inTime = textsThatArrived();
        passDays(Duration.ofHours(6));
        stranger.leave(tooLate, "too late");
        world.run();

        // Then
        assertEquals(List.of("in time"), inTime);
        assertEquals(List.of("in time"), textsThatArrived());
        assertEquals(1, unreadable());
    }

    @Test
    void standingPrekeysAreReplacedWeeklyOnAConnectionThatLastsAndDeletedAfterTheirGrace() {
        // Given
        PrekeyRow first = prekeys(Kind.STANDING).get(0);
        Bytes published = stranger.door().standing;

        // When
        passDays(PrekeyStock.ROTATION.plusHours(2));
        boolean kept = prekeys(Kind.STANDING).stream().anyMatch(each -> each.getId() == first.getId());
        Bytes replaced = stranger.door().standing;
        passDays(PrekeyStock.GRACE.plus(PrekeyStock.ROTATION));

        // Then
        assertTrue(kept);
        assertNotEquals(published, replaced);
        assertTrue(prekeys(Kind.STANDING).stream().noneMatch(each -> each.getId() == first.getId()));
        assertTrue(prekeys(Kind.STANDING).size() <= 2 + PrekeyStock.GRACE.toDays() / PrekeyStock.ROTATION.toDays());
        assertTrue(world.bojan.endings.isEmpty());
    }

    // What is remembered.

    @Test
    void whatIsRememberedOfAnIntroductionGoesWithItsPrekeysAndAFurtherMessageIsRefusedHarmlessly() {
        // Given
        Session session = stranger.leave(stranger.begin(stranger.fetch()), "first");
        world.run();
        session = stranger.leave(session, "second");
        world.run();
        List<String> inTime = textsThatArrived();
        int remembered = introductions();

        // When
        passDays(PrekeyStock.ROTATION.plusHours(2));
        passDays(PrekeyStock.GRACE.plusHours(2));
        stranger.leave(session, "third, much later");
        world.run();

        // Then
        assertEquals(List.of("first", "second"), inTime);
        assertEquals(1, remembered);
        assertEquals(0, introductions());
        assertEquals(inTime, textsThatArrived());
        assertEquals(1, unreadable());
        assertTrue(stranger.door().envelopes.isEmpty());
    }

    @Test
    void aContactThatIntroducesItselfAgainAndAgainIsRememberedToABound() {
        // Given
        stranger.leave(stranger.begin(stranger.standingOnly()), "0");
        world.run();
        world.bojan.messenger().accept("contact-1", Optional.of("stranger"));
        world.run();

        // When
        for (int count = 1; count < KnownIntroductions.MAX_PER_CONTACT + 5; count++) {
            stranger.leave(stranger.begin(stranger.standingOnly()), String.valueOf(count));
            world.run();
        }

        // Then
        assertEquals(KnownIntroductions.MAX_PER_CONTACT, introductions());
        assertEquals(5, unreadable());
    }

    @Test
    void aSessionThatWeBeginLeavesNothingToRemember() {
        // When
        World.add(world.ana, world.bojan, "bojan");
        world.run();

        // Then
        assertEquals(List.of(), rows(world.ana, Rows::introductions));
        assertEquals(1, introductions());
    }

    // Looking into Bojan's vault.

    private void passDays(Duration time) {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(DAY) < 0 ? left : DAY;
            world.pass(step);
            left = left.minus(step);
        }
    }

    private List<String> readAfterAccepting() {
        world.bojan.messenger().accept("contact-1", Optional.of("stranger"));
        world.run();
        return world.bojan.read();
    }

    /** Of all contacts, shown or not. */
    private List<String> textsThatArrived() {
        return rows(
                world.bojan,
                all -> all.contacts().stream()
                        .flatMap(contact -> contact.getReceivedList().stream()
                                .flatMap(range -> java.util.stream.LongStream.rangeClosed(
                                                range.getFirst(), range.getLast())
                                        .mapToObj(number -> all.incoming(contact.getId(), number)
                                                .orElseThrow())))
                        .map(org.waystation.client.rows.IncomingRow::getText)
                        .toList());
    }

    private int oneTime() {
        return prekeys(Kind.ONE_TIME_CURVE).size() + prekeys(Kind.ONE_TIME_KEM).size();
    }

    private List<PrekeyRow> prekeys(Kind kind) {
        return rows(world.bojan, all -> all.prekeys(kind));
    }

    private int introductions() {
        return rows(world.bojan, all -> all.introductions().size());
    }

    private int unreadable() {
        return rows(
                world.bojan,
                all -> all.mailboxes().stream()
                        .mapToInt(each -> (int) each.getUnreadable())
                        .sum());
    }

    private static <T> T rows(Person person, Function<Rows, T> question) {
        return person.vault.transact(rows -> question.apply(new Rows(rows)));
    }
}
