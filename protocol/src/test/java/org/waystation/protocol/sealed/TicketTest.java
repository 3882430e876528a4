package org.waystation.protocol.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;

class TicketTest {
    private static final int TICKET = 1 + 8;

    private final SeededEntropy entropy = new SeededEntropy(31);
    private final RelayId relay = RelayId.of(entropy.bytes(32));
    private final SealingKey key = SealingKey.generate(entropy);
    private final RoutingKey routingKey =
            new RoutingKey(key.publicKey(), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
    private final TicketKeys tickets = TicketKeys.generate(entropy);

    @Test
    void requestWithATicketOpensWithoutDecapsulating() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending sent = seal(Optional.of(tickets.issue(entropy)));
        // When: a key that cannot decapsulate it is all that is there
        SealedRequest.Received received = open(sent.request(), SealingKey.generate(entropy), tickets);
        // Then
        assertTrue(received.byTicket());
        assertEquals(append(), received.call());
        assertEquals(new Answer.Appended(true, Optional.empty()), answered(sent, received));
    }

    @Test
    void requestWithATicketOpensAfterTheRelayHasForgottenEveryTicket() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending sent = seal(Optional.of(tickets.issue(entropy)));
        // When
        SealedRequest.Received received = open(sent.request(), key, TicketKeys.generate(entropy));
        // Then
        assertFalse(received.byTicket());
        assertEquals(append(), received.call());
        assertEquals(new Answer.Appended(true, Optional.empty()), answered(sent, received));
    }

    @Test
    void requestWithoutATicketOpensByItsKey() throws ProtocolViolation {
        assertFalse(open(seal(Optional.empty()).request(), key, tickets).byTicket());
    }

    @Test
    void ticketOutlivesOneRotationAndNotTwo() throws ProtocolViolation {
        // Given
        Bytes request = seal(Optional.of(tickets.issue(entropy))).request();
        TicketKeys rotated = tickets.rotated(entropy);
        // Then
        assertTrue(open(request, key, rotated).byTicket());
        assertFalse(open(request, key, rotated.rotated(entropy)).byTicket());
    }

    @Test
    void ticketWithAWrongSecretCostsNothingButTime() throws ProtocolViolation {
        // Given
        Ticket mixedUp = new Ticket(tickets.issue(entropy).id(), SecretKey32.random(entropy));
        // When
        SealedRequest.Received received = open(seal(Optional.of(mixedUp)).request(), key, tickets);
        // Then
        assertFalse(received.byTicket());
        assertEquals(append(), received.call());
    }

    @ParameterizedTest
    @ValueSource(ints = {TICKET, TICKET + 15, TICKET + 16, TICKET + 47})
    void whoCarriesARequestCannotGiveItAnotherTicket(int position) {
        // Given: such a change would make a second request of it, to be answered anew
        byte[] request = seal(Optional.of(tickets.issue(entropy))).request().toByteArray();
        request[position] ^= 1;
        // Then
        assertEquals(
                FaultCode.UNDECIPHERABLE,
                assertThrows(ProtocolViolation.class, () -> open(Bytes.wrap(request), key, tickets))
                        .code());
    }

    @Test
    void requestsToOneMailboxShowNothingThatComesTwice() {
        // Given
        Set<Bytes> shown = new HashSet<>();
        // When
        for (int i = 0; i < 100; i++) {
            byte[] request = seal(Optional.of(tickets.issue(entropy))).request().toByteArray();
            shown.add(Bytes.wrap(Arrays.copyOfRange(request, TICKET, TICKET + 16)));
            shown.add(Bytes.wrap(Arrays.copyOfRange(request, TICKET + 16, TICKET + 48)));
        }
        // Then
        assertEquals(200, shown.size());
    }

    @Test
    void ticketUsedTwiceHidesTwoSecretsDifferently() throws ProtocolViolation {
        // Given: as a device does that was set back
        Ticket ticket = tickets.issue(entropy);
        // When
        Bytes one = seal(Optional.of(ticket)).request();
        Bytes two = seal(Optional.of(ticket)).request();
        // Then
        assertNotEquals(one, two);
        assertTrue(open(one, key, tickets).byTicket());
        assertTrue(open(two, key, tickets).byTicket());
    }

    @Test
    void answerBringsATicketAndIsAsLongAsOneWithout() throws ProtocolViolation {
        // Given
        SealedRequest.ForSending sent = seal(Optional.empty());
        ReplyKey replyKey = open(sent.request(), key, tickets).replyKey();
        Answer with = new Answer.Appended(false, Optional.of(tickets.issue(entropy)));
        // When
        Bytes reply = replyKey.seal(with, entropy);
        // Then
        assertEquals(with, sent.replyKey().open(reply));
        assertEquals(
                replyKey.seal(new Answer.Appended(false, Optional.empty()), entropy)
                        .size(),
                reply.size());
        assertFalse(with.toString().contains("secret"));
    }

    @Test
    void whatIsNoTicketIsNone() {
        assertEquals(Optional.empty(), Ticket.read(new byte[0]));
        assertEquals(Optional.empty(), Ticket.read(new byte[47]));
        assertEquals(Optional.empty(), Ticket.read(new byte[49]));
    }

    private Answer answered(SealedRequest.ForSending sent, SealedRequest.Received received) throws ProtocolViolation {
        return sent.replyKey().open(received.replyKey().seal(new Answer.Appended(true, Optional.empty()), entropy));
    }

    private SealedRequest.ForSending seal(Optional<Ticket> ticket) {
        return SealedRequest.seal(append(), relay, routingKey, ticket, entropy);
    }

    private SealedRequest.Received open(Bytes request, SealingKey held, TicketKeys issuer) throws ProtocolViolation {
        return SealedRequest.open(request, relay, id -> Optional.of(held), issuer);
    }

    private static Call append() {
        return new Call.Append(
                1_800_000_000L,
                MailboxId.of(new byte[32]),
                SendToken.of(new byte[32]),
                EnvelopeId.of(new byte[16]),
                Lane.MESSAGE,
                Bytes.wrap(new byte[1_024]));
    }
}
