package org.waystation.relay.mailbox;

import java.util.LinkedHashSet;
import java.util.Set;
import org.waystation.protocol.frame.FromRelay;

/**
 * A connection as delivery sees it: where pushes go, and how many envelopes it has been sent and not acknowledged.
 *
 * <p>Confined to the store's thread, but for {@link Port}.
 */
public final class Recipient {
    /** So much may be under way to one connection, and the envelope that goes beyond it; many slow ones must fit the memory. */
    static final long MAX_UNACKNOWLEDGED_BYTES = 256L << 10;

    private final Port port;
    private final int window;
    private final Set<Attachment> attachments = new LinkedHashSet<>();
    private int unacknowledged;
    private long unacknowledgedBytes;

    /** Sends a push to the connection. Safe for any thread; never blocks. */
    @FunctionalInterface
    public interface Port {
        void push(FromRelay message);
    }

    public Recipient(Port port, int window) {
        this.port = port;
        this.window = window;
    }

    Set<Attachment> attachments() {
        return attachments;
    }

    /** What may be sent now. One envelope always may where none is unacknowledged, however large. */
    Room room() {
        return new Room(window - unacknowledged, MAX_UNACKNOWLEDGED_BYTES - unacknowledgedBytes);
    }

    boolean hasRoom() {
        return !room().isFull(0, 0);
    }

    void sent(int bytes) {
        unacknowledged++;
        unacknowledgedBytes += bytes;
    }

    void acknowledged(int bytes) {
        unacknowledged--;
        unacknowledgedBytes -= bytes;
    }

    void push(FromRelay message) {
        port.push(message);
    }
}
