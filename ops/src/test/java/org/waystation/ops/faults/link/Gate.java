package org.waystation.ops.faults.link;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** The address at which one of the relays is dialled by the other. Safe for any thread. */
final class Gate implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 1 << 16;
    private static final int CONNECT_MILLIS = 5_000;

    private final Direction direction;
    private final Function<Direction, Supplier<Weather>> weather;
    private final SplittableRandom chance;
    private final InetSocketAddress address;

    @GuardedBy("this")
    private final List<Passage> passages = new ArrayList<>();

    @GuardedBy("this")
    private ServerSocket door;

    @GuardedBy("this")
    private Thread accepting;

    private volatile InetSocketAddress target;
    private volatile int accepted;

    /** @param direction in which the bytes of whoever dials go */
    Gate(Direction direction, Function<Direction, Supplier<Weather>> weather, SplittableRandom chance)
            throws IOException {
        this.direction = direction;
        this.weather = weather;
        this.chance = chance;
        this.door = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = (InetSocketAddress) door.getLocalSocketAddress();
        this.accepting = accept(door);
    }

    InetSocketAddress address() {
        return address;
    }

    int accepted() {
        return accepted;
    }

    /** What dials this address reaches that one. */
    void leadTo(InetSocketAddress relay) {
        target = relay;
    }

    /** Resets every connection and refuses new ones. */
    void shut() throws IOException {
        awaitClosed();
        synchronized (this) {
            passages.forEach(Passage::reset);
            passages.clear();
        }
    }

    /** A thread that waits for a connection keeps the port open until it has woken up. */
    private void awaitClosed() throws IOException {
        Thread waking;
        synchronized (this) {
            door.close();
            waking = accepting;
        }
        try {
            waking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void reopen() throws IOException {
        door = listen(address);
        accepting = accept(door);
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private static ServerSocket listen(InetSocketAddress at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        // Small, so that a slow link soon makes its sender wait.
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.bind(at);
        return socket;
    }

    private Thread accept(ServerSocket at) {
        Thread thread = new Thread(
                () -> {
                    while (!at.isClosed()) {
                        acceptOne(at);
                    }
                },
                "faulty-link-accept");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void acceptOne(ServerSocket at) {
        Socket dialled = new Socket();
        try {
            Socket dialler = at.accept();
            try {
                dialled.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
                dialled.connect(target, CONNECT_MILLIS);
                dialled.setTcpNoDelay(true);
                dialler.setTcpNoDelay(true);
                pass(at, dialler, dialled);
            } catch (IOException nobodyThere) {
                dialler.setSoLinger(true, 0);
                dialler.close();
                dialled.close();
            }
        } catch (IOException shut) {
            // The loop looks whether it was.
        }
    }

    private synchronized void pass(ServerSocket at, Socket dialler, Socket dialled) {
        Passage passage = new Passage(dialler, dialled, direction, weather, chance.split());
        if (at.isClosed()) {
            passage.reset();
            return;
        }
        passages.removeIf(Passage::isOver);
        passages.add(passage);
        accepted++;
        passage.start();
    }
}
