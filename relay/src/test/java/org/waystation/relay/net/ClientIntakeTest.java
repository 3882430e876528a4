package org.waystation.relay.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.limits.Limits;

class ClientIntakeTest {
    private static final int MOST = 3;

    private final Unproven halves = new Unproven(MOST);
    private final List<Client> clients =
            Stream.generate(() -> new Client(halves)).limit(MOST + 1).toList();

    /** A connection, and what may come in on it. */
    private static final class Client {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final ClientIntake intake;

        Client(Unproven halves) {
            intake = new ClientIntake(channel, halves);
        }
    }

    @AfterEach
    void close() {
        clients.forEach(each -> each.channel.close());
    }

    @Test
    void strangerSaysLittleAndWhoIsKnownWhateverTheProtocolAllows() {
        // Given
        ClientIntake intake = clients.get(0).intake;
        int before = intake.mostBytes();

        // When
        intake.proved();

        // Then
        assertEquals(ClientIntake.MOST_OF_STRANGERS_BYTES, before);
        assertEquals(Limits.MAX_FRAME_BYTES, intake.mostBytes());
    }

    @Test
    void oldestHalfMakesRoomForANewOne() {
        // When
        clients.forEach(each -> each.intake.onHalf());

        // Then
        assertFalse(clients.get(0).channel.isOpen());
        assertTrue(clients.stream().skip(1).allMatch(each -> each.channel.isOpen()));
    }

    @Test
    void whoeverHasFinishedAFrameHasNotBeenAtItForLongest() {
        // Given
        clients.get(0).intake.onHalf();
        clients.get(1).intake.onHalf();
        clients.get(0).intake.onWhole();
        clients.get(0).intake.onHalf();
        clients.get(2).intake.onHalf();

        // When
        clients.get(3).intake.onHalf();

        // Then
        assertTrue(clients.get(0).channel.isOpen());
        assertFalse(clients.get(1).channel.isOpen());
    }

    @Test
    void connectionThatIsGoneTakesNoRoom() {
        // Given
        clients.get(0).intake.onHalf();
        clients.get(0).channel.close();

        // When
        clients.stream().skip(1).forEach(each -> each.intake.onHalf());

        // Then
        assertTrue(clients.stream().skip(1).allMatch(each -> each.channel.isOpen()));
    }
}
