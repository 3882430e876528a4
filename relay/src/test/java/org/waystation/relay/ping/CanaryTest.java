package org.waystation.relay.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.TicketKeys;

class CanaryTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final SealingKey routingKey = SealingKey.fromSeed(SecretKey32.random(ENTROPY));
    private final RelayId partner =
            RelayId.of(SigningKey.generate(ENTROPY).verifyingKey().bytes());

    @Test
    void canaryIsARequestOfTheSmallestClassInTheLaneOfMessages() throws Exception {
        // When
        Canary canary = canary();

        // Then
        assertEquals(
                SizeClass.SMALL.requestBytes(), canary.submission().request().size());
        assertEquals(Lane.MESSAGE, canary.submission().lane());
        assertEquals(partner, canary.submission().destination());
        assertEquals(NOW.plusSeconds(30), canary.submission().expiresAt());
        Call inside = opened(canary).call();
        assertEquals(SizeClass.SMALL, inside.sizeClass());
        assertEquals(Limits.coarselyAfter(NOW.plus(Duration.ofDays(21))).getEpochSecond(), inside.expiresAt());
    }

    @Test
    void canaryGoesToAnotherMailboxEachTime() throws Exception {
        // When
        Call.Append first = (Call.Append) opened(canary()).call();
        Call.Append second = (Call.Append) opened(canary()).call();

        // Then
        assertEquals(
                4,
                List.of(first.mailbox(), first.token(), second.mailbox(), second.token()).stream()
                        .distinct()
                        .count());
    }

    @Test
    void cardWithoutAValidRoutingKeyGivesNoCanary() {
        assertEquals(Optional.empty(), Canary.seal(card(), NOW.plus(Duration.ofDays(10)), ENTROPY));
    }

    @Test
    void onlyAnUnknownMailboxAnsweredInsideSaysThatAllIsWell() throws Exception {
        // Given
        Canary canary = canary();

        // Then
        assertEquals(reading(PingEnd.WELL), canary.read(answer(canary, Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX))));
        assertEquals(
                reading(PingEnd.OTHER_ANSWER, FaultCode.EXPIRED),
                canary.read(answer(canary, Answer.Refused.of(FaultCode.EXPIRED))));
        assertEquals(
                reading(PingEnd.OTHER_ANSWER),
                canary.read(answer(canary, new Answer.Appended(false, Optional.empty()))));
    }

    @Test
    void answerThatWasNotSealedByThePartnerIsForeign() throws Exception {
        // Given
        Canary canary = canary();

        // When
        FromRelay.OutcomeReady another = answer(canary(), Answer.Refused.of(FaultCode.UNKNOWN_MAILBOX));

        // Then
        assertEquals(reading(PingEnd.FOREIGN_ANSWER), canary.read(another));
    }

    @Test
    void refusalOfTheWholeRequestKeepsItsCodeAndExpiryIsNoAnswer() {
        // Given
        Canary canary = canary();

        // Then
        assertEquals(
                reading(PingEnd.REFUSED, FaultCode.UNDECIPHERABLE),
                canary.read(failure(canary, FaultCode.UNDECIPHERABLE)));
        assertEquals(reading(PingEnd.NO_ANSWER), canary.read(failure(canary, FaultCode.EXPIRED)));
    }

    private RelayCard card() {
        RoutingKey published =
                new RoutingKey(routingKey.publicKey(), NOW.minusSeconds(1), NOW.plus(Duration.ofDays(9)));
        return new RelayCard(
                partner,
                "two.example",
                1,
                NOW,
                NOW.plus(Duration.ofDays(90)),
                List.of("two.example:7443"),
                List.of(Bytes.wrap(new byte[Limits.TLS_PIN_BYTES])),
                List.of(published));
    }

    private Canary canary() {
        return Canary.seal(card(), NOW, ENTROPY).orElseThrow();
    }

    private SealedRequest.Received opened(Canary canary) throws Exception {
        return SealedRequest.open(
                canary.submission().request(), partner, id -> Optional.of(routingKey), TicketKeys.generate(ENTROPY));
    }

    private FromRelay.OutcomeReady answer(Canary canary, Answer answer) throws Exception {
        Bytes reply = opened(canary).replyKey().seal(answer, ENTROPY);
        return FromRelay.OutcomeReady.reply(canary.submission().id(), reply);
    }

    private static FromRelay.OutcomeReady failure(Canary canary, FaultCode code) {
        return FromRelay.OutcomeReady.failure(canary.submission().id(), FaultNumber.of(code));
    }

    private static Canary.Reading reading(PingEnd end) {
        return new Canary.Reading(end, Optional.empty());
    }

    private static Canary.Reading reading(PingEnd end, FaultCode code) {
        return new Canary.Reading(end, Optional.of(FaultNumber.of(code)));
    }
}
