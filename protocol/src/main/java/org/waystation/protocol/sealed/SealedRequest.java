package org.waystation.protocol.sealed;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.Opened;
import org.waystation.protocol.crypto.Sealed;
import org.waystation.protocol.crypto.SealingKey;
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
 * +---------+----------------+---------------------+--------------------------+
 * | version | routing key id | encapsulated secret | padded call and tag      |
 * | 1       | 8              | 1120                | class + 256 + 16         |
 * +---------+----------------+---------------------+--------------------------+
 *   info = relay identity key      associated data = version, routing key id
 * </pre>
 *
 * Stateless; safe for any thread.
 */
public final class SealedRequest {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = Limits.REQUEST_VERSION_BYTES + Limits.ROUTING_KEY_ID_BYTES;

    private SealedRequest() {}

    /** A sealed call, and what opens the reply to it. */
    public record ForSending(Bytes request, ReplyKey replyKey) {}

    /** A call that was opened, and what seals the reply to it. */
    public record Received(Call call, ReplyKey replyKey) {}

    /** Seals a call to one of the routing keys of {@code relay}. */
    public static ForSending seal(Call call, RelayId relay, RoutingKey routingKey, Entropy entropy) {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .put(routingKey.id().asReadOnlyBuffer())
                .array();
        Sealed sealed =
                routingKey.key().seal(Label.SEALED_REQUEST, relay.toByteArray(), head, CallCodec.encode(call), entropy);
        byte[] body = sealed.bytes();
        byte[] request = ByteBuffer.allocate(HEAD_BYTES + body.length)
                .put(head)
                .put(body)
                .array();
        return new ForSending(
                Bytes.wrap(request), new ReplyKey(sealed.exporter().exportKey(Label.SEALED_REPLY), call.sizeClass()));
    }

    /**
     * Opens a request for {@code relay}. Costs about a quarter of a millisecond: keep it off event loops.
     *
     * @param keys private routing keys by id
     * @throws ProtocolViolation {@link FaultCode#UNDECIPHERABLE} if no key opens it, and nothing more precise;
     *     {@link FaultCode#MALFORMED} or {@link FaultCode#UNKNOWN_FRAME} if what is inside is no call, or one of another
     *     class than the request: the answer would not fit the class's reply
     */
    public static Received open(Bytes request, RelayId relay, Function<Bytes, Optional<SealingKey>> keys)
            throws ProtocolViolation {
        SizeClass sizeClass = SizeClass.ofRequest(request.size()).orElseThrow(SealedRequest::undecipherable);
        ByteBuffer buffer = request.asReadOnlyBuffer();
        byte[] head = new byte[HEAD_BYTES];
        buffer.get(head);
        if (head[0] != VERSION) {
            throw undecipherable();
        }
        Bytes keyId = Bytes.wrap(java.util.Arrays.copyOfRange(head, Limits.REQUEST_VERSION_BYTES, HEAD_BYTES));
        SealingKey key = keys.apply(keyId).orElseThrow(SealedRequest::undecipherable);
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        try {
            Opened opened = key.open(Label.SEALED_REQUEST, relay.toByteArray(), head, body);
            Call call = CallCodec.decodeCall(opened.plaintext());
            if (call.sizeClass() != sizeClass) {
                throw new ProtocolViolation(FaultCode.MALFORMED);
            }
            return new Received(call, new ReplyKey(opened.exporter().exportKey(Label.SEALED_REPLY), sizeClass));
        } catch (CryptoRefused refused) {
            throw undecipherable();
        }
    }

    private static ProtocolViolation undecipherable() {
        return new ProtocolViolation(FaultCode.UNDECIPHERABLE);
    }
}
