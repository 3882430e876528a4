package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.waystation.relay.mailbox.MailboxRig.BOX;
import static org.waystation.relay.mailbox.MailboxRig.OWNER;
import static org.waystation.relay.mailbox.MailboxRig.TOKEN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.OpaqueBundle;

/** Prekeys of front doors: how many, in which order, to whom. */
class FrontDoorsTest {
    private final MailboxRig rig = new MailboxRig();

    FrontDoorsTest() {
        rig.ask(tx -> rig.mailboxes().create(tx, BOX, OWNER, TOKEN, true));
    }

    @Test
    void oneTimePrekeysAreHandedOutOnceOldestFirst() {
        // Given
        rig.publish("standing", List.of("c1", "c2"), List.of("k1", "k2"));

        // When
        Answer first = rig.fetch(1, TOKEN);
        Answer second = rig.fetch(2, TOKEN);

        // Then
        assertEquals(bundle(Optional.of("c1"), Optional.of("k1")), first);
        assertEquals(bundle(Optional.of("c2"), Optional.of("k2")), second);
    }

    @Test
    void standingPartRemainsWhenTheOneTimePrekeysAreGone() {
        // Given
        rig.publish("standing", List.of("c1"), List.of());
        rig.fetch(1, TOKEN);

        // When
        Answer second = rig.fetch(2, TOKEN);

        // Then
        assertEquals(bundle(Optional.empty(), Optional.empty()), second);
    }

    @Test
    void sameRequestCarriedTwiceUsesUpNothing() {
        // Given
        rig.publish("standing", List.of("c1", "c2"), List.of());
        Answer first = rig.fetch(1, TOKEN);

        // When
        Answer again = rig.fetch(1, TOKEN);

        // Then
        assertEquals(first, again);
        assertEquals(bundle(Optional.of("c2"), Optional.empty()), rig.fetch(2, TOKEN));
    }

    @Test
    void sameRequestIsKnownForAsLongAsItMayBeCarriedAndNoLonger() {
        // Given
        rig.publish("standing", List.of("c1", "c2"), List.of());
        Answer first = rig.fetch(1, TOKEN);
        rig.pass(Duration.ofHours(1));
        rig.tick();
        Answer inTime = rig.fetch(1, TOKEN);

        // When
        rig.pass(Limits.COARSE_TIME);
        rig.tick();

        // Then
        assertEquals(first, inTime);
        assertNotEquals(first, rig.fetch(1, TOKEN));
    }

    @Test
    void stockIsBoundedToTheNewestAndTold() {
        // When
        Optional<List<Integer>> stock =
                rig.publish("standing", List.of("c1", "c2", "c3", "c4", "c5", "c6"), List.of("k1"));

        // Then
        assertEquals(Optional.of(List.of(4, 1)), stock);
        assertEquals(Optional.of(List.of(4, 2)), rig.publish("standing", List.of("c7"), List.of("k2")));
        assertEquals(bundle(Optional.of("c4"), Optional.of("k1")), rig.fetch(1, TOKEN));
    }

    @Test
    void aPublicationThatIsRepeatedAddsNothingAndSaysSo() {
        // Given
        rig.publish(1, false, "c1", "c2");
        rig.fetch(1, TOKEN);

        // When
        FromRelay.PrekeyStock told = rig.publish(1, false, "c1", "c2");

        // Then
        assertEquals(new FromRelay.PrekeyStock(1, 0, OptionalLong.of(1)), told);
        assertEquals(bundle(Optional.of("c2"), Optional.empty()), rig.fetch(2, TOKEN));
        assertEquals(bundle(Optional.empty(), Optional.empty()), rig.fetch(3, TOKEN));
    }

    @Test
    void eachPublicationIsToldTheNumberOfTheOneBefore() {
        // When
        List<OptionalLong> told = Stream.of(1L, 2L, 7L, 8L)
                .map(number -> rig.publish(number, false).publicationBefore())
                .toList();

        // Then
        assertEquals(List.of(OptionalLong.of(0), OptionalLong.of(1), OptionalLong.of(2), OptionalLong.of(7)), told);
    }

    @Test
    void aReplacementDropsWhatIsInStockOnceOnly() {
        // Given
        rig.publish("standing", List.of("c1", "c2"), List.of("k1"));

        // When
        FromRelay.PrekeyStock told = rig.publish(1, true, "c3", "c4");
        rig.fetch(1, TOKEN);
        FromRelay.PrekeyStock again = rig.publish(1, true, "c3", "c4");

        // Then
        assertEquals(new FromRelay.PrekeyStock(2, 0, OptionalLong.of(0)), told);
        assertEquals(new FromRelay.PrekeyStock(1, 0, OptionalLong.of(1)), again);
        assertEquals(bundle(Optional.of("c4"), Optional.empty()), rig.fetch(2, TOKEN));
    }

    @Test
    void laterStandingPartReplacesTheEarlier() {
        // Given
        rig.publish("old", List.of(), List.of());

        // When
        rig.publish("standing", List.of(), List.of());

        // Then
        assertEquals(bundle(Optional.empty(), Optional.empty()), rig.fetch(1, TOKEN));
    }

    @Test
    void wrongTokenOrdinaryMailboxAndNoMailboxAreRefusedAlike() {
        // Given
        rig.publish("standing", List.of("c1"), List.of());
        MailboxRig ordinary = new MailboxRig().with(BOX);
        MailboxRig none = new MailboxRig();

        // When
        List<Answer> answers =
                List.of(rig.fetch(1, MailboxRig.token(2)), ordinary.fetch(1, TOKEN), none.fetch(1, TOKEN));

        // Then
        Answer refused = Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX);
        assertEquals(List.of(refused, refused, refused), answers);
        assertEquals(bundle(Optional.of("c1"), Optional.empty()), rig.fetch(1, TOKEN));
    }

    @Test
    void frontDoorWithoutPrekeysSaysSo() {
        // When
        Answer answer = rig.fetch(1, TOKEN);

        // Then
        assertEquals(Answer.Refused.of(FaultCode.NO_PREKEYS), answer);
    }

    @Test
    void ordinaryMailboxTakesNoPrekeys() {
        // Given
        MailboxRig ordinary = new MailboxRig().with(BOX);

        // When
        Optional<List<Integer>> stock = ordinary.publish("standing", List.of("c1"), List.of());

        // Then
        assertEquals(Optional.empty(), stock);
        assertEquals(List.of(), ordinary.leftovers());
    }

    @Test
    void deletedFrontDoorLeavesNoPrekeys() {
        // Given
        rig.publish("standing", List.of("c1"), List.of("k1"));

        // When
        rig.ask(tx -> rig.mailboxes().delete(tx, BOX));

        // Then
        assertEquals(List.of(), rig.leftovers());
    }

    private static Answer bundle(Optional<String> curve, Optional<String> kem) {
        return new Answer.Prekeys(OpaqueBundle.encode(
                MailboxRig.text("standing"), curve.map(MailboxRig::text), kem.map(MailboxRig::text)));
    }
}
