package org.waystation.protocol.sealed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/**
 * What a relay makes tickets with. The secret of a ticket follows from its id and a key, so that the relay remembers no ticket.
 * The key lives in memory only: it is made anew at each start and at each rotation, and tickets are honoured until the rotation
 * after the next. Whoever takes the disk finds nothing of it.
 *
 * <pre>
 * id of a ticket = 8 random | first 8 bytes of a keyed hash of them    (random bytes are told from it at once; by this relay only)
 * </pre>
 *
 * <p>Immutable; safe for any thread.
 */
public final class TicketKeys {
    private static final int NONCE_BYTES = 8;
    private static final int TAG_BYTES = Limits.TICKET_ID_BYTES - NONCE_BYTES;

    private final SecretKey32 current;
    private final SecretKey32 previous;

    private TicketKeys(SecretKey32 current, SecretKey32 previous) {
        this.current = current;
        this.previous = previous;
    }

    public static TicketKeys generate(Entropy entropy) {
        return new TicketKeys(SecretKey32.random(entropy), SecretKey32.random(entropy));
    }

    /** These with a fresh one; the older of the two is gone. */
    public TicketKeys rotated(Entropy entropy) {
        return new TicketKeys(SecretKey32.random(entropy), current);
    }

    /** A ticket that nobody has had. */
    public Ticket issue(Entropy entropy) {
        byte[] nonce = entropy.bytes(NONCE_BYTES);
        byte[] id = ByteBuffer.allocate(Limits.TICKET_ID_BYTES)
                .put(nonce)
                .put(tag(current, nonce))
                .array();
        return new Ticket(Bytes.wrap(id), secret(current, id));
    }

    /** The secret of the ticket with this id; empty if it is none of these keys', as random bytes are. */
    Optional<SecretKey32> secret(byte[] id) {
        byte[] nonce = Arrays.copyOf(id, NONCE_BYTES);
        byte[] tag = Arrays.copyOfRange(id, NONCE_BYTES, id.length);
        for (SecretKey32 key : List.of(current, previous)) {
            if (Digest.constantTimeEquals(tag, tag(key, nonce))) {
                return Optional.of(secret(key, id));
            }
        }
        return Optional.empty();
    }

    private static byte[] tag(SecretKey32 key, byte[] nonce) {
        return Arrays.copyOf(Kdf.mac(Label.TICKET_ID, key, nonce), TAG_BYTES);
    }

    private static SecretKey32 secret(SecretKey32 key, byte[] id) {
        return Kdf.key(Label.TICKET, key, id);
    }

    @Override
    public String toString() {
        return "TicketKeys[REDACTED]";
    }
}
