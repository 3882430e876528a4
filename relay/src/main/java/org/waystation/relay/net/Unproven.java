package org.waystation.relay.net;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that have still to prove something, oldest first, which make room when there is none: for a TLS handshake that is
 * under way, a client that nobody knows yet, or a large frame that has come in half. Whoever opens many connections and leaves them like that so displaces his
 * own, while an honest one has proved it long before its turn comes. Safe for any thread.
 */
final class Unproven {
    private final int most;
    private final ConcurrentSkipListMap<Long, Channel> connections = new ConcurrentSkipListMap<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();

    /** @param most of them at a time */
    Unproven(int most) {
        this.most = most;
    }

    /** @param end of the proof, however it ends; the end of its connection ends it too */
    void begin(Channel channel, Future<Channel> end) {
        long turn = begun.incrementAndGet();
        connections.put(turn, channel);
        if (count.incrementAndGet() > most) {
            closeOldest();
        }
        end.addListener(any -> leave(turn));
    }

    /** Closes the connection that has been at it for longest; false if there is none. */
    boolean closeOldest() {
        Map.Entry<Long, Channel> oldest = connections.pollFirstEntry();
        if (oldest == null) {
            return false;
        }
        count.decrementAndGet();
        oldest.getValue().close();
        return true;
    }

    private void leave(long turn) {
        if (connections.remove(turn) != null) {
            count.decrementAndGet();
        }
    }
}
