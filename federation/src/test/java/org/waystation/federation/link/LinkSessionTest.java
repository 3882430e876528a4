package org.waystation.federation.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/** Every arrow of the diagram of {@link LinkSession}, and what it says and hears at each. */
class LinkSessionTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Bytes REQUEST = Bytes.wrap(new byte[] {1, 2, 3});
    private static final LinkMessage ANSWER = new LinkMessage.Answered(Bytes.wrap(new byte[] {4}));

    private final FakeWire wire = new FakeWire();
    private final Heard heard = new Heard();
    private final LinkSession session = new LinkSession(Relays.hello(1, 1), Relays.relay(2), true, wire, heard, NOW);

    @BeforeEach
    void start() {
        session.start();
    }

    @Test
    void saysHelloFirstAndIsReadyOnTheOthersHello() {
        // Given
        List<LinkMessage> saidFirst = wire.messages();

        // When
        hear(Relays.hello(2, 1));

        // Then
        assertEquals(List.of(Relays.hello(1, 1)), saidFirst);
        assertEquals(List.of("ready"), heard.events);
        assertEquals(Relays.WINDOW, session.window());
        assertEquals(Duration.ofSeconds(1), session.skew());
        assertEquals(Relays.relay(1), session.dialler());
    }

    @Test
    void isOfNoUseBeforeTheHello() {
        // Given a session that has heard nothing

        // When, Then
        assertThrows(IllegalStateException.class, session::window);
    }

    @Test
    void anythingBeforeTheHelloEndsIt() {
        for (LinkMessage each : List.of(
                new LinkMessage.Forward(REQUEST, Lane.MESSAGE),
                ANSWER,
                new LinkMessage.Ping(),
                new LinkMessage.Pong(),
                new LinkMessage.Permanent(FaultNumber.of(FaultCode.EXPIRED)))) {
            // Given
            FakeWire fresh = new FakeWire();
            Heard listener = new Heard();
            LinkSession greeting = new LinkSession(Relays.hello(1, 1), Relays.relay(2), true, fresh, listener, NOW);

            // When
            greeting.onFrame(new Frame<>(7, each), NOW);

            // Then
            assertEquals(List.of(closing(FaultCode.OUT_OF_PLACE)), fresh.messages());
            assertTrue(fresh.isClosed());
            assertEquals(List.of("down"), listener.events);
        }
    }

    @Test
    void helloOfAnotherRelayThanTheOneWithThatTlsKeyEndsIt() {
        // When
        hear(Relays.hello(3, 1));

        // Then
        assertEndedWith(FaultCode.REJECTED, "down");
    }

    @Test
    void helloWithoutACommonVersionEndsIt() {
        // Given
        LinkMessage.Hello known = Relays.hello(2, 1);

        // When
        hear(new LinkMessage.Hello(2, 9, known.relay(), known.instance(), 8, 0, 1));

        // Then
        assertEndedWith(FaultCode.VERSION_MISMATCH, "down");
    }

    @Test
    void secondHelloEndsIt() {
        // Given
        hear(Relays.hello(2, 1));

        // When
        hear(Relays.hello(2, 1));

        // Then
        assertEndedWith(FaultCode.OUT_OF_PLACE, "ready", "down");
    }

    @Test
    void requestIsHandedOnAndItsAnswerSentUnderItsCorrelation() {
        // Given
        hear(Relays.hello(2, 1));

        // When
        session.onFrame(new Frame<>(7, new LinkMessage.Forward(REQUEST, Lane.BULK)), NOW);
        session.answer(7, ANSWER);
        wire.runWaiting();

        // Then
        assertEquals(List.of("ready", "request 7 BULK"), heard.events);
        assertEquals(new Frame<>(7, ANSWER), wire.sent().get(1));
    }

    @Test
    void requestIsAnsweredOnceOnly() {
        // Given
        hear(Relays.hello(2, 1));
        session.onFrame(new Frame<>(7, new LinkMessage.Forward(REQUEST, Lane.BULK)), NOW);

        // When
        session.answer(7, ANSWER);
        session.answer(7, ANSWER);
        session.answer(8, ANSWER);
        wire.runWaiting();

        // Then
        assertEquals(2, wire.sent().size());
    }

    @Test
    void moreRequestsThanTheWindowEndIt() {
        // Given
        hear(Relays.hello(2, 1));
        for (int i = 1; i <= Relays.WINDOW; i++) {
            session.onFrame(new Frame<>(i, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);
        }
        boolean closedAtTheWindow = wire.isClosed();

        // When
        session.onFrame(new Frame<>(99, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);

        // Then
        assertFalse(closedAtTheWindow);
        assertTrue(wire.isClosed());
        assertEquals(closing(FaultCode.OUT_OF_PLACE), wire.messages().get(1));
    }

    @Test
    void answerMakesRoomInTheWindow() {
        // Given
        hear(Relays.hello(2, 1));
        for (int i = 1; i <= Relays.WINDOW; i++) {
            session.onFrame(new Frame<>(i, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);
        }
        session.answer(2, ANSWER);
        wire.runWaiting();

        // When
        session.onFrame(new Frame<>(99, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);

        // Then
        assertFalse(wire.isClosed());
    }

    @Test
    void sameCorrelationTwiceAtATimeEndsIt() {
        // Given
        hear(Relays.hello(2, 1));
        session.onFrame(new Frame<>(7, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);

        // When
        session.onFrame(new Frame<>(7, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);

        // Then
        assertTrue(wire.isClosed());
    }

    @Test
    void anAnswerToWhatWasNeverAskedEndsTheLink() {
        // Given
        hear(Relays.hello(2, 1));

        // When
        session.onFrame(new Frame<>(1, ANSWER), NOW);

        // Then
        assertTrue(wire.isClosed());
        assertEquals(List.of("ready", "down"), heard.events);
    }

    @Test
    void everyKindOfAnswerIsHandedOn() {
        // Given
        hear(Relays.hello(2, 1));
        for (long correlation = 1; correlation <= 3; correlation++) {
            session.forward(correlation, Lane.MESSAGE, REQUEST);
        }

        // When
        session.onFrame(new Frame<>(1, ANSWER), NOW);
        session.onFrame(new Frame<>(2, new LinkMessage.Temporary(FaultNumber.of(FaultCode.BUSY), 3)), NOW);
        session.onFrame(new Frame<>(3, new LinkMessage.Permanent(new FaultNumber(60_000))), NOW);

        // Then
        assertEquals(List.of("ready", "Answered 1", "Temporary 2", "Permanent 3"), heard.events);
    }

    @Test
    void forwardGoesOutUnderItsCorrelation() {
        // Given
        hear(Relays.hello(2, 1));

        // When
        session.forward(5, Lane.ALERT, REQUEST);

        // Then
        assertEquals(
                new Frame<>(5, new LinkMessage.Forward(REQUEST, Lane.ALERT)),
                wire.sent().get(1));
    }

    @Test
    void pingIsAnswered() {
        // Given
        hear(Relays.hello(2, 1));

        // When
        session.onFrame(new Frame<>(11, new LinkMessage.Ping()), NOW);

        // Then
        assertEquals(new Frame<>(11, new LinkMessage.Pong()), wire.sent().get(1));
    }

    @Test
    void silenceIsAskedAboutAndThenEndsIt() {
        // Given
        hear(Relays.hello(2, 1));
        session.onTick(NOW.plus(LinkSession.PING_AFTER));
        int saidBefore = wire.sent().size();
        session.onTick(NOW.plus(LinkSession.PING_AFTER).plusMillis(1));
        LinkMessage asked = wire.messages().get(saidBefore);

        // When
        session.onTick(NOW.plus(LinkSession.SILENT_TOO_LONG).plusMillis(1));

        // Then
        assertEquals(new LinkMessage.Ping(), asked);
        assertTrue(wire.isClosed());
        assertEquals(List.of("ready", "down"), heard.events);
    }

    @Test
    void anySignOfLifeKeepsIt() {
        // Given
        hear(Relays.hello(2, 1));
        Instant later = NOW.plus(LinkSession.SILENT_TOO_LONG);
        session.onFrame(Frame.push(new LinkMessage.Pong()), later);

        // When
        session.onTick(later.plus(LinkSession.PING_AFTER));

        // Then
        assertFalse(wire.isClosed());
        assertEquals(1, wire.sent().size());
    }

    @Test
    void silenceInsteadOfAHelloEndsIt() {
        // When
        session.onTick(NOW.plus(LinkSession.SILENT_TOO_LONG).plusMillis(1));

        // Then
        assertTrue(wire.isClosed());
        assertEquals(List.of("down"), heard.events);
    }

    @Test
    void closingOfTheOtherEndEndsItWithoutAnAnswer() {
        // Given
        hear(Relays.hello(2, 1));

        // When
        hear(new LinkMessage.Closing(FaultNumber.of(FaultCode.LINK_REPLACED)));

        // Then
        assertEquals(1, wire.sent().size());
        assertTrue(wire.isClosed());
        assertEquals(List.of("ready", "down"), heard.events);
    }

    @Test
    void endIsToldOnceHoweverOftenItComes() {
        // Given
        hear(Relays.hello(2, 1));
        session.closeFromAnyThread(FaultCode.LINK_REPLACED);
        session.closeFromAnyThread(FaultCode.UNKNOWN_RELAY);
        wire.runWaiting();

        // When
        session.onClosed();
        session.onTick(NOW.plusSeconds(1_000));

        // Then
        assertEquals(List.of("ready", "down"), heard.events);
        assertEquals(closing(FaultCode.LINK_REPLACED), wire.messages().get(1));
        assertEquals(2, wire.sent().size());
    }

    @Test
    void nothingIsHeardOrSaidAfterTheEnd() {
        // Given
        hear(Relays.hello(2, 1));
        session.onFrame(new Frame<>(7, new LinkMessage.Forward(REQUEST, Lane.MESSAGE)), NOW);
        session.onClosed();
        int said = wire.sent().size();

        // When
        session.answer(7, ANSWER);
        wire.runWaiting();
        hear(ANSWER);
        hear(new LinkMessage.Ping());

        // Then
        assertEquals(said, wire.sent().size());
        assertEquals(List.of("ready", "request 7 MESSAGE", "down"), heard.events);
    }

    private void hear(LinkMessage message) {
        session.onFrame(Frame.push(message), NOW);
    }

    private static LinkMessage closing(FaultCode code) {
        return new LinkMessage.Closing(FaultNumber.of(code));
    }

    private void assertEndedWith(FaultCode code, String... events) {
        assertEquals(closing(code), wire.messages().get(wire.sent().size() - 1));
        assertTrue(wire.isClosed());
        assertEquals(List.of(events), heard.events);
    }

    private static final class Heard implements LinkSession.Listener {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onReady(LinkSession link) {
            events.add("ready");
        }

        @Override
        public void onRequest(LinkSession link, long correlation, LinkMessage.Forward request) {
            events.add("request " + correlation + " " + request.lane());
        }

        @Override
        public void onCard(LinkSession link, Bytes card) {
            events.add("card " + card.size());
        }

        @Override
        public void onResult(LinkSession link, long correlation, LinkMessage result) {
            events.add(result.getClass().getSimpleName() + " " + correlation);
        }

        @Override
        public void onDown(LinkSession link) {
            events.add("down");
        }
    }
}
