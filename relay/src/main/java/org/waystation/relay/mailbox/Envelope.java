package org.waystation.relay.mailbox;

import java.time.Instant;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;

/** What a mailbox holds. {@code arrivedAt} is coarse; {@code content} is exactly a size class. */
public record Envelope(long sequence, EnvelopeId id, Instant arrivedAt, Instant expiresAt, Bytes content) {

    /** What has to be remembered of it once it has been sent. */
    Held held() {
        return new Held(sequence, expiresAt, content.size());
    }
}
