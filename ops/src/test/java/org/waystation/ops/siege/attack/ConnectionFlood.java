package org.waystation.ops.siege.attack;

import java.io.IOException;

/** Connections that say nothing at all. */
final class ConnectionFlood implements Attack {
    private static final int MOST = 3_000;
    private static final int PER_SECOND = 1_000;

    private final Sockets sockets;
    private final Pace connecting = new Pace(PER_SECOND);

    ConnectionFlood(Camp camp) {
        this.sockets = new Sockets(camp, MOST);
    }

    @Override
    public void tick() throws IOException {
        for (int due = connecting.due(); due > 0; due--) {
            sockets.connect();
        }
    }
}
