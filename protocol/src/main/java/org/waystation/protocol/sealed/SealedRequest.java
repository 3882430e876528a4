package org.waystation.protocol.sealed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Opened;
import org.waystation.protocol.crypto.Sealed;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SealingSecret;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;

/**
 * A call sealed to a relay's routing key (HPKE base mode, RFC 9180, after the pattern of RFC 9458): the relay that carries
 * it sees its size class and nothing else.
 *
 * <pre>
 * +---------+----------------+--------+---------------+---------------------+--------------------------+
 * | version | routing key id | ticket | masked secret | encapsulated secret | padded call and tag      |
 * | 1       | 8              | 16     | 32            | 1120                | class + 256 + 16         |
 * +---------+----------------+--------+---------------+---------------------+--------------------------+
 *   info = relay identity key      associated data = version, routing key id, ticket, masked secret
 * </pre>
 *
 * An asker who holds a {@link Ticket} of the relay's names it and hides HPKE's shared secret under the ticket's, which spares the
 * relay the decapsulation. Who holds none puts random bytes there: to whoever carries it both look the same, and both open in
 * either way, so that no ticket need ever be remembered.
 *
 * <p>Stateless; safe for any thread.
 */
public final class SealedRequest {
    private static final byte VERSION = 1;
    private static final int TICKET_OFFSET = Limits.REQUEST_VERSION_BYTES + Limits.ROUTING_KEY_ID_BYTES;

    private SealedRequest() {}

    /** A sealed call, and what opens the reply to it. */
    public record ForSending(Bytes request, ReplyKey replyKey) {}

    /** A call that was opened, and what seals the reply to it. {@code byTicket}: without decapsulating. */
    public record Received(Call call, ReplyKey replyKey, boolean byTicket) {}

    /** Seals a call to one of the routing keys of {@code relay}. */
    public static ForSending seal(
            Call call, RelayId relay, RoutingKey routingKey, Optional<Ticket> ticket, Entropy entropy) {
        SealingSecret secret = routingKey.key().encapsulate(entropy);
        byte[] head = ByteBuffer.allocate(Limits.REQUEST_HEAD_BYTES)
                .put(VERSION)
                .put(routingKey.id().asReadOnlyBuffer())
                .put(ticket.map(each -> each.id().toByteArray()).orElseGet(() -> entropy.bytes(Limits.TICKET_ID_BYTES)))
                .put(ticket.map(each -> secret.masked(each.secret()))
                        .orElseGet(() -> entropy.bytes(Limits.MASKED_SECRET_BYTES)))
                .array();
        Sealed sealed = secret.seal(Label.SEALED_REQUEST, relay.toByteArray(), head, CallCodec.encode(call));
        byte[] body = sealed.bytes();
        byte[] request = ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
        return new ForSending(
                Bytes.wrap(request), new ReplyKey(sealed.exporter().exportKey(Label.SEALED_REPLY), call.sizeClass()));
    }

    /**
     * Opens a request for {@code relay}. Twenty times as dear without a ticket as with one (docs/performance.md): keep it off event loops.
     *
     * @param keys private routing keys by id
     * @throws ProtocolViolation {@link FaultCode#UNDECIPHERABLE} if no key opens it, and nothing more precise;
     *     {@link FaultCode#MALFORMED} or {@link FaultCode#UNKNOWN_FRAME} if what is inside is no call, or one of another
     *     class than the request: the answer would not fit the class's reply
     */
    public static Received open(
            Bytes request, RelayId relay, Function<Bytes, Optional<SealingKey>> keys, TicketKeys tickets)
            throws ProtocolViolation {
        SizeClass sizeClass = SizeClass.ofRequest(request.size()).orElseThrow(SealedRequest::undecipherable);
        Parts parts = new Parts(request, relay);
        if (parts.head[0] != VERSION) {
            throw undecipherable();
        }
        // Looked for even if a ticket opens it: what is sealed to a key that is gone must not open in one way only.
        SealingKey key = keys.apply(parts.keyId()).orElseThrow(SealedRequest::undecipherable);
        Optional<Opened> byTicket = parts.openByTicket(tickets);
        Opened opened = byTicket.isPresent() ? byTicket.get() : parts.openByKey(key);
        Call call = CallCodec.decodeCall(opened.plaintext());
        if (call.sizeClass() != sizeClass) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
        ReplyKey replyKey = new ReplyKey(opened.exporter().exportKey(Label.SEALED_REPLY), sizeClass);
        return new Received(call, replyKey, byTicket.isPresent());
    }

    private static ProtocolViolation undecipherable() {
        return new ProtocolViolation(FaultCode.UNDECIPHERABLE);
    }

    /** A request cut where its picture shows. */
    private static final class Parts {
        private final byte[] head;
        private final byte[] encapsulation;
        private final byte[] ciphertext;
        private final byte[] info;

        Parts(Bytes request, RelayId relay) {
            ByteBuffer buffer = request.asReadOnlyBuffer();
            this.head = next(buffer, Limits.REQUEST_HEAD_BYTES);
            this.encapsulation = next(buffer, Limits.SEALING_ENCAPSULATION_BYTES);
            this.ciphertext = next(buffer, buffer.remaining());
            this.info = relay.toByteArray();
        }

        private static byte[] next(ByteBuffer buffer, int length) {
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            return bytes;
        }

        Bytes keyId() {
            return Bytes.wrap(Arrays.copyOfRange(head, Limits.REQUEST_VERSION_BYTES, TICKET_OFFSET));
        }

        Optional<Opened> openByTicket(TicketKeys tickets) {
            byte[] id = Arrays.copyOfRange(head, TICKET_OFFSET, TICKET_OFFSET + Limits.TICKET_ID_BYTES);
            byte[] masked = Arrays.copyOfRange(head, TICKET_OFFSET + Limits.TICKET_ID_BYTES, head.length);
            Optional<SecretKey32> secret = tickets.secret(id);
            if (secret.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(open(SealingSecret.unmasked(encapsulation, masked, secret.get())));
            } catch (CryptoRefused misused) {
                return Optional.empty();
            }
        }

        Opened openByKey(SealingKey key) throws ProtocolViolation {
            try {
                return open(key.decapsulate(encapsulation));
            } catch (CryptoRefused refused) {
                throw undecipherable();
            }
        }

        private Opened open(SealingSecret secret) throws CryptoRefused {
            return secret.open(Label.SEALED_REQUEST, info, head, ciphertext);
        }
    }
}
