package org.waystation.ops.siege.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Plain connections that are kept, up to a number; the oldest makes room. One thread. */
final class Sockets {
    private final Camp camp;
    private final int most;
    private final Deque<SocketChannel> open = new ArrayDeque<>();

    Sockets(Camp camp, int most) {
        this.camp = camp;
        this.most = most;
    }

    boolean isFull() {
        return open.size() >= most;
    }

    /** One more connection. */
    void connect() throws IOException {
        if (isFull()) {
            open.remove().close();
        }
        SocketChannel channel = SocketChannel.open(camp.address());
        channel.configureBlocking(false);
        open.add(channel);
        camp.score().count(Score.TRIED);
    }

    /** Has each say something, and forgets those that the relay has closed. */
    void sayAll(ByteBuffer bytes) {
        for (Iterator<SocketChannel> each = open.iterator(); each.hasNext(); ) {
            SocketChannel channel = each.next();
            if (!say(channel, bytes.duplicate())) {
                each.remove();
                camp.score().count("closed by the relay");
            }
        }
    }

    private static boolean say(SocketChannel channel, ByteBuffer bytes) {
        try {
            channel.write(bytes);
            return channel.read(ByteBuffer.allocate(1 << 14)) >= 0;
        } catch (IOException closed) {
            return false;
        }
    }
}
