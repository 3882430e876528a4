package org.waystation.relay.mailbox;

import java.util.List;

/**
 * Envelopes of a mailbox, in order.
 *
 * @param more whether there are others behind them, for which there was no room
 */
record Page(List<Envelope> envelopes, boolean more) {
    /** @throws IndexOutOfBoundsException if there is none */
    Envelope last() {
        return envelopes.get(envelopes.size() - 1);
    }
}
