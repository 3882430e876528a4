package org.waystation.protocol.limits;

import java.util.Optional;

/**
 * The few sizes that envelopes, sealed requests and sealed replies come in, so that a size says next to nothing.
 *
 * <p>Fetching prekeys is asked for in the class {@link #MEDIUM}, and every answer to a request of that class is as long
 * as a prekey bundle: the carrying relay cannot tell it from an append.
 */
public enum SizeClass {
    SMALL(1_024, false),
    MEDIUM(4_096, true),
    LARGE(16_384, false),
    HUGE(65_536, false);

    private final int envelopeBytes;
    private final boolean longReply;

    SizeClass(int envelopeBytes, boolean longReply) {
        this.envelopeBytes = envelopeBytes;
        this.longReply = longReply;
    }

    /** Bytes of an envelope's content. */
    public int envelopeBytes() {
        return envelopeBytes;
    }

    /** Bytes of the padded call inside a sealed request. */
    public int callBytes() {
        return envelopeBytes + Limits.CALL_ROOM_BYTES;
    }

    /** Bytes of a whole sealed request. */
    public int requestBytes() {
        return callBytes() + Limits.REQUEST_OVERHEAD_BYTES;
    }

    /** Bytes of the padded answer inside a sealed reply. */
    public int answerBytes() {
        return longReply ? Limits.LONG_ANSWER_BYTES : Limits.SHORT_ANSWER_BYTES;
    }

    /** Bytes of a whole sealed reply. */
    public int replyBytes() {
        return answerBytes() + Limits.REPLY_OVERHEAD_BYTES;
    }

    /** The smallest class whose envelope holds {@code bytes}; empty if none does. */
    public static Optional<SizeClass> fitting(int bytes) {
        for (SizeClass each : values()) {
            if (bytes <= each.envelopeBytes) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The class whose envelope is exactly {@code bytes} long. */
    public static Optional<SizeClass> ofEnvelope(int bytes) {
        return fitting(bytes).filter(each -> each.envelopeBytes == bytes);
    }

    /** The class whose sealed request is exactly {@code bytes} long. */
    public static Optional<SizeClass> ofRequest(int bytes) {
        return ofEnvelope(bytes - Limits.CALL_ROOM_BYTES - Limits.REQUEST_OVERHEAD_BYTES);
    }
}
