package org.waystation.relay.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.Ticket;
import org.waystation.protocol.sealed.TicketKeys;

/**
 * Opens sealed requests with this relay's keys, and gives out the tickets that make the next ones cheap. Safe for any thread.
 */
public final class RequestOpener {
    /** A ticket is honoured for one to two of these, unless the relay starts anew. */
    static final Duration TICKETS_ROTATE_AFTER = Duration.ofDays(1);

    private final RelayId self;
    private final Function<Bytes, Optional<SealingKey>> routingKeys;
    private final Entropy entropy;
    private volatile TicketKeys tickets;
    private Optional<Instant> rotatedAt = Optional.empty();

    public RequestOpener(RelayId self, Function<Bytes, Optional<SealingKey>> routingKeys, Entropy entropy) {
        this.self = self;
        this.routingKeys = routingKeys;
        this.entropy = entropy;
        this.tickets = TicketKeys.generate(entropy);
    }

    /** A request as the workers leave it: opened, or why not. */
    record Opening(Optional<SealedRequest.Received> received, Optional<FaultCode> refusal, Bytes digest) {}

    /** For a worker: takes up to a quarter of a millisecond. Never throws for a bad request. */
    Opening open(Bytes request) {
        Bytes digest = digest(request);
        try {
            SealedRequest.Received received = SealedRequest.open(request, self, routingKeys, tickets);
            return new Opening(Optional.of(received), Optional.empty(), digest);
        } catch (ProtocolViolation violation) {
            return new Opening(Optional.empty(), Optional.of(violation.code()), digest);
        }
    }

    /** By which a request is known again. For a worker. */
    static Bytes digest(Bytes request) {
        return Bytes.wrap(Digest.plainSha256(request.toByteArray()));
    }

    Ticket newTicket() {
        return tickets.issue(entropy);
    }

    /** To be called now and then, by one thread. A clock that was set back makes tickets live longer, and nothing worse. */
    public void onTick(Instant now) {
        if (rotatedAt.isEmpty()) {
            rotatedAt = Optional.of(now);
        } else if (!now.isBefore(rotatedAt.get().plus(TICKETS_ROTATE_AFTER))) {
            rotatedAt = Optional.of(now);
            tickets = tickets.rotated(entropy);
        }
    }
}
