package org.waystation.ops.siege.attack;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A TLS handshake that never comes to an end: the next byte of it every two seconds. */
final class SlowHandshakes implements Attack {
    private static final int MOST = 600;
    private static final int PER_SECOND = 300;
    private static final double BYTES_PER_SECOND = 0.5;

    private final Sockets sockets;
    private final ByteBuffer hello;
    private final Pace connecting = new Pace(PER_SECOND);
    private final Pace speaking = new Pace(BYTES_PER_SECOND);
    private int said;

    SlowHandshakes(Camp camp) throws IOException {
        this.sockets = new Sockets(camp, MOST);
        this.hello = Greeting.of(camp);
    }

    @Override
    public void tick() throws IOException {
        for (int due = connecting.due(); due > 0 && !sockets.isFull(); due--) {
            sockets.connect();
        }
        if (speaking.due() > 0) {
            sockets.sayAll(hello.slice(said++ % hello.limit(), 1));
        }
    }
}
