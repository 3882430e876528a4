package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.sealed.Ticket;

class TicketStockTest {
    private final Entropy entropy = Entropy.system();
    private final TicketStock stock = new TicketStock();

    @Test
    void ticketIsTakenOnceAndForItsMailboxOnly() {
        // Given
        Ticket ticket = ticket();
        stock.keep(mailbox(1), ticket);
        // Then
        assertEquals(Optional.empty(), stock.take(mailbox(2)));
        assertEquals(Optional.of(ticket), stock.take(mailbox(1)));
        assertEquals(Optional.empty(), stock.take(mailbox(1)));
    }

    @Test
    void mailboxKeepsItsNewestTickets() {
        // Given
        Ticket oldest = ticket();
        Ticket second = ticket();
        stock.keep(mailbox(1), oldest);
        stock.keep(mailbox(1), second);
        // When
        for (int i = 0; i < TicketStock.MAX_PER_MAILBOX - 1; i++) {
            stock.keep(mailbox(1), ticket());
        }
        // Then
        assertEquals(Optional.of(second), stock.take(mailbox(1)));
    }

    @Test
    void mailboxThatGotNoneForLongestIsForgotten() {
        // Given
        stock.keep(mailbox(1), ticket());
        stock.keep(mailbox(2), ticket());
        Ticket newer = ticket();
        stock.keep(mailbox(1), newer);
        // When
        for (int i = 0; i < TicketStock.MAX_MAILBOXES - 1; i++) {
            stock.keep(mailbox(10 + i), ticket());
        }
        // Then
        assertEquals(Optional.empty(), stock.take(mailbox(2)));
        assertEquals(true, stock.take(mailbox(1)).isPresent());
    }

    private Ticket ticket() {
        return new Ticket(Bytes.wrap(entropy.bytes(Limits.TICKET_ID_BYTES)), SecretKey32.random(entropy));
    }

    private static MailboxId mailbox(int number) {
        byte[] id = new byte[MailboxId.LENGTH_BYTES];
        id[0] = (byte) number;
        return MailboxId.of(id);
    }
}
