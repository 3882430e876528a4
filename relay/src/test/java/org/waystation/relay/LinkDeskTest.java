package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.link.DialTrouble;
import org.waystation.federation.link.LinkSession;
import org.waystation.federation.outbox.Submission;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.relay.turn.StoreTask;

/** Links, dials and the outbox of one relay, joined, with the partner played by the test. */
class LinkDeskTest {
    private CoreRig relay;
    private CoreRig other;
    private RelayId self;
    private RelayId partner;

    @BeforeEach
    void makePartners(@TempDir Path directory) throws Exception {
        relay = new CoreRig(directory.resolve("one"), "one.example");
        other = new CoreRig(directory.resolve("two"), "two.example");
        relay.setRoster(Roster.EMPTY.with(new Partner(other.card())));
        self = relay.card().card().relay();
        partner = other.card().card().relay();
    }

    @Test
    void partnerWithoutALinkIsDialledOnceUntilTheDialFails() {
        // Given
        relay.tick();
        relay.tick();
        int atFirst = relay.dials().size();

        // When
        relay.dials().get(0).onFailure().accept(DialTrouble.ofPartner("it cannot be reached"));
        relay.settle();
        relay.pass(Duration.ofSeconds(1));
        relay.tick();

        // Then
        assertEquals(1, atFirst);
        assertEquals(2, relay.dials().size());
        assertEquals(1, relay.dials().get(1).attempt());
        assertEquals("it cannot be reached", relay.core().links().trouble(partner));
    }

    @Test
    void linkThatIsReadyEndsTheTrouble() {
        // Given
        relay.tick();
        relay.dials().get(0).onFailure().accept(DialTrouble.ofPartner("it cannot be reached"));
        relay.settle();

        // When
        link(true, 1);

        // Then
        assertTrue(relay.core().links().isLinked(partner));
        assertEquals("", relay.core().links().trouble(partner));
    }

    @Test
    void endOfALinkThatLostDisturbsNeitherTheWinnerNorTheDials() {
        // Given
        Link winner = link(smallerDials(), 1);
        Link loser = link(!smallerDials(), 1);
        boolean loserClosed = loser.wire.closed;

        // When
        loser.session.onClosed();
        relay.settle();
        relay.pass(Duration.ofHours(2));
        relay.tick();

        // Then
        assertTrue(loserClosed);
        assertEquals(closing(FaultCode.LINK_REPLACED), loser.wire.last());
        assertFalse(winner.wire.closed);
        assertTrue(relay.core().links().isLinked(partner));
        assertEquals("", relay.core().links().trouble(partner));
        assertEquals(List.of(), relay.dials());
    }

    @Test
    void linkThatIsReplacedMayEndLateWithoutHarm() {
        // Given
        Link old = link(!smallerDials(), 1);
        Link fresh = link(smallerDials(), 1);

        // When
        old.wire.runWaiting();
        old.session.onClosed();
        relay.settle();

        // Then
        assertTrue(old.wire.closed);
        assertFalse(fresh.wire.closed);
        assertTrue(relay.core().links().isLinked(partner));
    }

    @Test
    void lostDialDoesNotKeepTheRelayFromDiallingAgainOnceTheWinnerIsGone() {
        // Given
        relay.tick();
        Link winner = link(smallerDials(), 1);
        Link loser = link(!smallerDials(), 1);
        loser.session.onClosed();
        relay.settle();

        // When
        winner.session.onClosed();
        relay.settle();
        relay.pass(Duration.ofSeconds(1));
        relay.tick();

        // Then
        assertFalse(relay.core().links().isLinked(partner));
        assertEquals(2, relay.dials().size());
    }

    @Test
    void linkThatEndsBeforeItIsReadyCountsAsAFailedDial() {
        // Given
        relay.tick();
        RecordedWire wire = new RecordedWire();
        LinkSession session = session(wire, true);

        // When
        session.onClosed();
        relay.settle();
        relay.pass(Duration.ofSeconds(1));
        relay.tick();

        // Then
        assertEquals(2, relay.dials().size());
        assertFalse(relay.core().links().trouble(partner).isEmpty());
    }

    @Test
    void linkThatThePartnerOpenedAndThatWasNeverReadyIsNoFailure() {
        // Given
        LinkSession session = session(new RecordedWire(), false);

        // When
        session.onClosed();
        relay.settle();
        relay.tick();

        // Then
        assertEquals("", relay.core().links().trouble(partner));
        assertEquals(1, relay.dials().size());
    }

    @Test
    void linksThatEndBecauseTheRelayStopsAreNoFailures() {
        // Given
        Link link = link(true, 1);

        // When
        relay.core().links().onStopping();
        relay.settle();
        link.wire.runWaiting();
        relay.settle();
        relay.tick();

        // Then
        assertTrue(link.wire.closed);
        assertEquals("", relay.core().links().trouble(partner));
        assertEquals(List.of(), relay.dials());
    }

    @Test
    void mistakeOfOursInADialIsTriedAgainAfterTheSameShortPauseEachTime() {
        // When
        for (int i = 0; i < 10; i++) {
            relay.tick();
            relay.dials().get(i).onFailure().accept(DialTrouble.ofOurs("this relay cannot set up TLS"));
            relay.settle();
            relay.pass(Duration.ofSeconds(5));
        }
        relay.tick();

        // Then
        assertEquals(11, relay.dials().size());
        assertEquals("this relay cannot set up TLS", relay.core().links().trouble(partner));
    }

    @Test
    void partnerThatLeavesTheRosterLosesItsLinkAndIsNotDialled() {
        // Given
        Link link = link(true, 1);

        // When
        relay.setRoster(Roster.EMPTY);
        relay.tick();
        relay.settle();
        link.wire.runWaiting();
        relay.pass(Duration.ofHours(2));
        relay.tick();

        // Then
        assertEquals(closing(FaultCode.UNKNOWN_RELAY), link.wire.last());
        assertFalse(relay.core().links().isLinked(partner));
        assertEquals(List.of(), relay.dials());
    }

    @Test
    void partnerThatAsksToWaitIsNamedWithItsReasonUntilItAnswers() {
        // Given
        submit();
        Link link = link(true, 1);
        LinkMessage later = new LinkMessage.Temporary(FaultNumber.of(FaultCode.RATE_LIMITED), 1);

        // When
        link.hear(new Frame<>(1, later));
        relay.settle();
        String asked = relay.core().links().trouble(partner);
        relay.pass(Duration.ofSeconds(2));
        relay.tick();
        link.hear(new Frame<>(2, new LinkMessage.Answered(Bytes.wrap(new byte[SizeClass.SMALL.replyBytes()]))));
        relay.settle();

        // Then
        assertEquals("it asks to wait: too many requests in a short time", asked);
        assertEquals("", relay.core().links().trouble(partner));
    }

    @Test
    void everyRequestOfAPartnerIsAnsweredHoweverBadItIs() {
        // Given
        Link link = link(true, 1);
        int size = SizeClass.SMALL.requestBytes();

        // When
        for (int i = 1; i <= LinkDesk.WINDOW; i++) {
            link.hear(new Frame<>(i, new LinkMessage.Forward(Bytes.wrap(new byte[size]), Lane.MESSAGE)));
        }
        relay.settle();
        link.wire.runWaiting();

        // Then
        LinkMessage refused = new LinkMessage.Permanent(FaultNumber.of(FaultCode.UNDECIPHERABLE));
        assertEquals(
                LinkDesk.WINDOW, link.wire.sent.stream().filter(refused::equals).count());
        assertFalse(link.wire.closed);
    }

    @Test
    void partnerThatWantsNoLinkIsDialledAgainAfterLongAndNotEachSecond() throws Exception {
        // Given
        relay.tick();
        Link link = link(true, 1);
        link.hear(Frame.push(closing(FaultCode.PARTNER_HELD)));
        relay.settle();
        int before = relay.dials().size();
        // When
        for (int i = 0; i < 60; i++) {
            relay.pass(Duration.ofSeconds(20));
            relay.tick();
        }
        int afterTwentyMinutes = relay.dials().size();
        relay.pass(Duration.ofMinutes(41));
        relay.tick();
        // Then
        assertEquals(before, afterTwentyMinutes);
        assertEquals(before + 1, relay.dials().size());
        assertTrue(relay.core().links().trouble(partner).contains(FaultCode.PARTNER_HELD.words()));
    }

    @Test
    void relayThatHasClosedForGoodDialsNobody() throws Exception {
        // Given
        relay.setCard(relay.lastCard());
        // When
        relay.tick();
        // Then
        assertEquals(List.of(), relay.dials());
    }

    @Test
    void bothEndsOfALinkShowTheirCardsAndANewerOneIsLearnt() throws Exception {
        // Given
        Link link = link(smallerDials(), 1);
        // When
        link.hear(Frame.push(new LinkMessage.Card(other.card().encoded())));
        // Then
        assertTrue(link.wire.sent.contains(new LinkMessage.Card(relay.card().encoded())));
        assertEquals(List.of(other.card()), relay.learnt());
        assertFalse(link.wire.closed);
    }

    @Test
    void cardThatComesAgainTooSoonIsNotLookedAt() throws Exception {
        // Given
        Link link = link(smallerDials(), 1);
        // When
        for (int i = 0; i < 100; i++) {
            link.hear(Frame.push(new LinkMessage.Card(other.card().encoded())));
        }
        relay.pass(Duration.ofSeconds(30));
        link.hear(Frame.push(new LinkMessage.Card(other.card().encoded())));
        // Then
        assertEquals(2, relay.learnt().size());
    }

    @Test
    void ownCardThatChangesIsShownOnceAMinuteAtMost() throws Exception {
        // Given
        Link link = link(smallerDials(), 1);
        SignedCard first = relay.card();
        // When
        relay.setCard(relay.nextCard());
        relay.tick();
        long atOnce = cards(link);
        relay.pass(Duration.ofMinutes(1));
        relay.tick();
        relay.tick();
        // Then
        assertEquals(1, atOnce);
        assertEquals(2, cards(link));
        assertTrue(first.card().sequence() < relay.card().card().sequence());
        assertEquals(new LinkMessage.Card(relay.card().encoded()), link.wire.last());
    }

    private static long cards(Link link) {
        return link.wire.sent.stream()
                .filter(LinkMessage.Card.class::isInstance)
                .count();
    }

    @Test
    void cardOfAnotherRelayOrOfNobodyClosesTheLink() throws Exception {
        // Given
        Link one = link(smallerDials(), 1);
        // When
        one.hear(Frame.push(new LinkMessage.Card(relay.card().encoded())));
        Link two = link(smallerDials(), 2);
        two.hear(Frame.push(new LinkMessage.Card(Bytes.wrap(new byte[] {1, 2, 3}))));
        // Then
        assertEquals(closing(FaultCode.REJECTED), one.wire.last());
        assertEquals(closing(FaultCode.MALFORMED), two.wire.last());
        assertEquals(List.of(), relay.learnt());
    }

    private void submit() {
        Submission submission = new Submission(
                SubmissionId.of(new byte[SubmissionId.LENGTH_BYTES]),
                partner,
                Lane.MESSAGE,
                relay.now().plus(Duration.ofHours(1)),
                Bytes.wrap(new byte[SizeClass.SMALL.requestBytes()]));
        relay.queue().submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                relay.core().outbox().submit(tx, submission, MemberKey.of(new byte[MemberKey.LENGTH_BYTES]), now);
            }

            @Override
            public void onFailure(FaultCode code) {
                throw new AssertionError(code);
            }
        });
        relay.settle();
    }

    /** Whether it is this relay that dials the link that both keep. */
    private boolean smallerDials() {
        return java.util.Arrays.compareUnsigned(self.toByteArray(), partner.toByteArray()) < 0;
    }

    private static LinkMessage closing(FaultCode code) {
        return new LinkMessage.Closing(FaultNumber.of(code));
    }

    private record Link(LinkSession session, RecordedWire wire, CoreRig relay) {
        void hear(Frame<LinkMessage> frame) {
            session.onFrame(frame, relay.now());
        }
    }

    private Link link(boolean dialledHere, int partnersStart) {
        RecordedWire wire = new RecordedWire();
        Link link = new Link(session(wire, dialledHere), wire, relay);
        link.hear(Frame.push(hello(partner, partnersStart)));
        relay.settle();
        wire.runWaiting();
        relay.settle();
        return link;
    }

    private LinkSession session(RecordedWire wire, boolean dialledHere) {
        LinkSession session = new LinkSession(
                hello(self, 1), partner, dialledHere, wire, relay.core().links().newListener(), relay.now());
        session.start();
        return session;
    }

    private static LinkMessage.Hello hello(RelayId relay, int start) {
        byte[] instance = new byte[LinkMessage.Hello.INSTANCE_BYTES];
        instance[0] = (byte) start;
        return new LinkMessage.Hello(1, 1, relay, Bytes.wrap(instance), LinkDesk.WINDOW, 0, 1);
    }
}
