package org.waystation.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;

class RequestOpenerTest {
    private static final Entropy ENTROPY = Entropy.system();
    private static final RelayId SELF = RelayId.of(new byte[32]);
    private static final Duration DAY = RequestOpener.TICKETS_ROTATE_AFTER;

    private final Instant start = Instant.parse("2030-01-01T00:00:00Z");
    private final SealingKey key = SealingKey.generate(ENTROPY);
    private final RequestOpener opener = new RequestOpener(SELF, id -> Optional.of(key), ENTROPY);

    @Test
    void ticketIsHonouredForAtLeastADayAndForTwoAtMost() {
        // Given
        opener.onTick(start);
        Bytes request = requestWithTicket();
        // When
        opener.onTick(start.plus(DAY));
        boolean afterOneDay = opensByTicket(request);
        opener.onTick(start.plus(DAY).plus(DAY));
        boolean afterTwoDays = opensByTicket(request);
        // Then
        assertEquals(true, afterOneDay);
        assertEquals(false, afterTwoDays);
    }

    @Test
    void clockThatIsSetBackForgetsNoTicket() {
        // Given
        opener.onTick(start);
        Bytes request = requestWithTicket();
        // When
        opener.onTick(start.minus(DAY));
        opener.onTick(start.minus(DAY).minus(DAY));
        // Then
        assertEquals(true, opensByTicket(request));
    }

    private boolean opensByTicket(Bytes request) {
        return opener.open(request).received().orElseThrow().byTicket();
    }

    private Bytes requestWithTicket() {
        RoutingKey routingKey = new RoutingKey(key.publicKey(), start, start.plusSeconds(1));
        Call call = new Call.FetchPrekeys(1_900_000_000L, MailboxId.of(new byte[32]), SendToken.of(new byte[32]));
        return SealedRequest.seal(call, SELF, routingKey, Optional.of(opener.newTicket()), ENTROPY)
                .request();
    }
}
