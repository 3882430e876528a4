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
    private final Port port;
    private final int window;
    private final Set<Attachment> attachments = new LinkedHashSet<>();
    private int unacknowledged;

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

    int room() {
        return window - unacknowledged;
    }

    void sent() {
        unacknowledged++;
    }

    void acknowledged(int envelopes) {
        unacknowledged -= envelopes;
    }

    void push(FromRelay message) {
        port.push(message);
    }
}
