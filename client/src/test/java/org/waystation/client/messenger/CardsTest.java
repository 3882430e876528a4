package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.client.vault.InMemoryVault;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;

class CardsTest {
    private static final RelayId RELAY = RelayId.of(new byte[RelayId.LENGTH_BYTES]);
    private static final List<Long> IN_NO_PARTICULAR_ORDER = List.of(70L, 3L, 41L, 12L, 5L, 100L);

    private final InMemoryVault vault = new InMemoryVault();
    private final RelayChannel channel = new RelayChannel();
    private final Cards cards = new Cards((turn, contact, fault, distrusted) -> true);

    @Test
    void whoWaitsForACardIsServedInTheOrderOfAskingAfterARefusalToo() throws ProtocolViolation {
        // Given
        channel.open(Bytes.wrap(new byte[1]));
        channel.ready();
        Turn turn = vault.transact(transaction ->
                new Turn(new Rows(transaction), channel, Instant.EPOCH, Entropy.system(), new TicketStock()));
        IN_NO_PARTICULAR_ORDER.forEach(contact -> cards.fetch(turn, RELAY, contact));
        Answer answer = channel.answered(Frame.PUSH + 1).orElseThrow();

        // When
        answer.onRefused(turn, FaultNumber.of(FaultCode.BUSY), Duration.ZERO);

        // Then
        assertEquals(IN_NO_PARTICULAR_ORDER, List.copyOf(channel.takeWaitingForCard(RELAY)));
    }
}
