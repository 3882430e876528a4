package org.waystation.ops.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.waystation.protocol.sealed.Ticket;

/**
 * Tickets that came with answers, for each mailbox its own: a batch that follows another is sealed with what that one earned, as
 * clients do in the middle of a conversation. Safe for any thread.
 */
final class Purse {
    private final List<Queue<Ticket>> tickets;

    Purse(int mailboxes) {
        this.tickets = Stream.generate(() -> (Queue<Ticket>) new ConcurrentLinkedQueue<Ticket>())
                .limit(mailboxes)
                .toList();
    }

    /** The answer to a message has brought a ticket. */
    void earn(int message, Ticket ticket) {
        tickets.get(message % tickets.size()).add(ticket);
    }

    /** A ticket for a message; nobody gets it again. */
    Optional<Ticket> spend(int message) {
        return Optional.ofNullable(tickets.get(message % tickets.size()).poll());
    }
}
