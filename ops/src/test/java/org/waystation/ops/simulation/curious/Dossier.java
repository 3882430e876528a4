package org.waystation.ops.simulation.curious;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.waystation.protocol.id.Bytes;

/**
 * What a relay has on one message: every frame and row that it can tie to the message, and when each passed. What stands in
 * several of them, byte for byte, is kept once: the sealed request as a part of its own, cut out of the others.
 */
final class Dossier {
    private final Bytes request;
    private final Map<Part, byte[]> parts = new EnumMap<>(Part.class);
    private final Map<Part, Long> micros = new EnumMap<>(Part.class);

    /** Frames and rows on the way of a message through the sender's relay, then those at the recipient's. */
    enum Part {
        REQUEST,
        SUBMIT,
        WAITING_ROW,
        QUEUE_ROW,
        KNOWN_ROW,
        DUE_ROW,
        TAKEN,
        FORWARD,
        CALL,
        ENVELOPE_ROW,
        MAILBOX_ROW,
        EXPIRY_ROW,
        SEEN_ROW,
        FORGET_ROW,
        ANSWER,
        RESULT,
        OUTCOME,
        COLLECT
    }

    /** @param request the sealed request of the message, which names it */
    Dossier(Bytes request) {
        this.request = request;
        parts.put(Part.REQUEST, request.toByteArray());
    }

    Bytes request() {
        return request;
    }

    /** The first of its kind stays. */
    void file(Part part, long at, byte[] bytes) {
        parts.computeIfAbsent(part, unused -> Splice.replace(bytes, request.toByteArray(), new byte[0]));
        micros.putIfAbsent(part, at);
    }

    Map<Part, byte[]> parts() {
        return parts;
    }

    Optional<byte[]> part(Part part) {
        return Optional.ofNullable(parts.get(part));
    }

    Optional<Long> micros(Part part) {
        return Optional.ofNullable(micros.get(part));
    }

    /** When the message was first seen. */
    long begins() {
        return micros.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    /** The same with some bytes exchanged for others wherever they stand, for a leak to be planted. */
    Dossier with(byte[] was, byte[] becomes) {
        Dossier changed = new Dossier(request);
        parts.forEach((part, bytes) -> changed.parts.put(part, Splice.replace(bytes, was, becomes)));
        changed.micros.putAll(micros);
        return changed;
    }
}
