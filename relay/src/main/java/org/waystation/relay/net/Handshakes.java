package org.waystation.relay.net;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections whose TLS handshake is not done yet: a bounded number, of which the oldest gives way to the newest. Whoever opens
 * connections and leaves them like that so displaces his own, while an honest handshake is over long before its turn comes.
 * Safe for any thread.
 */
final class Handshakes {
    private final int most;
    private final ConcurrentSkipListMap<Long, Channel> underWay = new ConcurrentSkipListMap<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();

    Handshakes(int most) {
        this.most = most;
    }

    /** @param end of the handshake, however it ends; the end of its connection ends it too */
    void begin(Channel channel, Future<Channel> end) {
        long turn = begun.incrementAndGet();
        underWay.put(turn, channel);
        if (count.incrementAndGet() > most) {
            closeOldest();
        }
        end.addListener(any -> leave(turn));
    }

    /** Closes the connection that has been at it for longest; false if there is none. */
    boolean closeOldest() {
        Map.Entry<Long, Channel> oldest = underWay.pollFirstEntry();
        if (oldest == null) {
            return false;
        }
        count.decrementAndGet();
        oldest.getValue().close();
        return true;
    }

    private void leave(long turn) {
        if (underWay.remove(turn) != null) {
            count.decrementAndGet();
        }
    }
}
