package org.waystation.client.messenger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.sealed.Ticket;

/**
 * Tickets that came with answers, until they go with a request to the same mailbox. In memory only: a ticket spares a relay
 * some work, and one that is lost is not missed.
 *
 * <p>Only for mailboxes that this person alone writes to. Of a front door, where strangers come, the relay must not learn which
 * requests belong together.
 */
final class TicketStock {
    static final int MAX_MAILBOXES = 64;
    static final int MAX_PER_MAILBOX = 16;

    private final Map<MailboxId, Deque<Ticket>> tickets = new LinkedHashMap<>();

    void keep(MailboxId mailbox, Ticket ticket) {
        Deque<Ticket> own = Optional.ofNullable(tickets.remove(mailbox)).orElseGet(ArrayDeque::new);
        tickets.put(mailbox, own);
        own.add(ticket);
        if (own.size() > MAX_PER_MAILBOX) {
            own.remove();
        }
        if (tickets.size() > MAX_MAILBOXES) {
            Iterator<MailboxId> longestUnused = tickets.keySet().iterator();
            longestUnused.next();
            longestUnused.remove();
        }
    }

    /** A ticket for one request to the mailbox; gone from the stock. */
    Optional<Ticket> take(MailboxId mailbox) {
        return Optional.ofNullable(tickets.get(mailbox)).map(Deque::poll);
    }
}
