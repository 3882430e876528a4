package org.waystation.protocol.sealed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/**
 * Saves the relay that gave it the work of decapsulating one later request. Good for one request to the mailbox whose answer
 * it came with: a relay could recognise it, and must learn nothing by that. Losing it, or a relay that has forgotten it, costs
 * time and nothing else.
 *
 * @param id 16 random bytes, which the request shows
 * @param secret known to the relay and the asker
 */
public record Ticket(Bytes id, SecretKey32 secret) {
    static final int ENCODED_BYTES = Limits.TICKET_ID_BYTES + SecretKey32.BYTES;

    public Ticket {
        id.requireSize(Limits.TICKET_ID_BYTES, "the id of a ticket");
    }

    /** Secret. */
    byte[] exposeBytes() {
        return ByteBuffer.allocate(ENCODED_BYTES)
                .put(id.asReadOnlyBuffer())
                .put(secret.exposeBytes())
                .array();
    }

    /** The ticket in an answer; empty for anything that is none, since an answer is as good without. */
    static Optional<Ticket> read(byte[] encoded) {
        if (encoded.length != ENCODED_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new Ticket(
                Bytes.wrap(Arrays.copyOf(encoded, Limits.TICKET_ID_BYTES)),
                SecretKey32.copyOf(Arrays.copyOfRange(encoded, Limits.TICKET_ID_BYTES, ENCODED_BYTES))));
    }

    @Override
    public String toString() {
        return "Ticket[REDACTED]";
    }
}
