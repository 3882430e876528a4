package org.waystation.ops.faults.link;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.waystation.protocol.id.Bytes;

/**
 * One direction of one connection: a thread that reads and does to the bytes what the weather says, and a thread that writes
 * what is left of them when it is due. Bounded by {@link #MOST_SEGMENTS}; beyond it the sender waits, as on a full network.
 *
 * <p>Once a byte was swallowed nothing passes any more, whatever the weather: the stream behind a hole is worth nothing, and
 * its end is not told either.
 */
final class Flow {
    /** As on Ethernet, so that a loss costs a segment. */
    static final int SEGMENT_BYTES = 1_448;

    private static final int MOST_SEGMENTS = 4_096;
    private static final Segment END = new Segment(Bytes.wrap(new byte[0]), 0);

    private final Passage passage;
    private final Socket from;
    private final Socket to;
    private final Supplier<Weather> weather;
    private final RandomGenerator chance;
    private final BlockingQueue<Segment> underWay = new ArrayBlockingQueue<>(MOST_SEGMENTS);
    private long lastDueAt = System.nanoTime();
    private volatile boolean broken;

    Flow(Passage passage, Socket from, Socket to, Supplier<Weather> weather, RandomGenerator chance) {
        this.passage = passage;
        this.from = from;
        this.to = to;
        this.weather = weather;
        this.chance = chance;
    }

    private record Segment(Bytes bytes, long dueAt) {
        /** Nothing is read from a socket only when nothing more comes. */
        boolean isEnd() {
            return bytes.size() == 0;
        }
    }

    void start() {
        thread("faulty-link-in", this::read);
        thread("faulty-link-out", this::write);
    }

    /** Whether bytes of it are missing. */
    boolean hasHole() {
        return broken;
    }

    private void thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        passage.onFailure();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[SEGMENT_BYTES];
        int bytes = from.getInputStream().read(buffer);
        while (bytes >= 0) {
            take(Arrays.copyOf(buffer, bytes), weather.get());
            bytes = from.getInputStream().read(buffer);
        }
        if (!broken) {
            underWay.put(END);
        }
    }

    private void take(byte[] bytes, Weather now) throws IOException, InterruptedException {
        if (broken || now.swallowing()) {
            broken = true;
            return;
        }
        OptionalLong stall = now.stall(chance);
        if (stall.isEmpty()) {
            throw new IOException("lost too often");
        }
        TimeUnit.NANOSECONDS.sleep(now.pace(bytes.length) + stall.getAsLong());
        // Nothing overtakes what was under way when the weather changed.
        lastDueAt = Math.max(lastDueAt, System.nanoTime() + now.delay().toNanos());
        underWay.put(new Segment(Bytes.wrap(bytes), lastDueAt));
    }

    private void write() throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        Segment segment = underWay.take();
        while (!segment.isEnd()) {
            TimeUnit.NANOSECONDS.sleep(segment.dueAt - System.nanoTime());
            if (weather.get().swallowing()) {
                broken = true;
            }
            if (!broken) {
                out.write(segment.bytes.toByteArray());
            }
            segment = underWay.take();
        }
        if (!broken) {
            to.shutdownOutput();
        }
    }
}
