package org.waystation.ops.faults;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.waystation.ops.programs.ProgramFailure;

/**
 * A disk that answers a process otherwise than it would: a tracer stands between the process and the system, and slows down or refuses
 * the calls that make something durable. Needs no privileges where users may trace their own processes. One thread.
 */
final class FailingDisk implements AutoCloseable {
    /** What makes bytes durable; no call for sockets is among them. */
    private static final String SYNCS = "fsync,fdatasync,sync_file_range,msync";

    private static final String CHANGES =
            SYNCS + ",ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat";
    private static final long BEGUN_MILLIS = 300;

    private final Process tracer;

    private FailingDisk(Process tracer) {
        this.tracer = tracer;
    }

    /** Syncing fails: the disk reports errors. */
    static FailingDisk broken(long pid) throws IOException, InterruptedException {
        return between(pid, SYNCS, "error=EIO");
    }

    /** Nothing can be made durable, made or removed: as after the system has taken the disk for damaged. */
    static FailingDisk readOnly(long pid) throws IOException, InterruptedException {
        return between(pid, CHANGES, "error=EROFS");
    }

    /** Every sync takes so much longer. */
    static FailingDisk slow(long pid, long micros) throws IOException, InterruptedException {
        return between(pid, SYNCS, "delay_enter=" + micros);
    }

    private static FailingDisk between(long pid, String calls, String how) throws IOException, InterruptedException {
        Process tracer = new ProcessBuilder(Stream.of(
                                List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls),
                                List.of("-e", "inject=" + calls + ":" + how, "-p", Long.toString(pid)))
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (tracer.waitFor(BEGUN_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new ProgramFailure("strace does not trace the relay");
        }
        return new FailingDisk(tracer);
    }

    /** Lets the process go on with the disk as it is. */
    @Override
    public void close() {
        tracer.destroy();
        tracer.onExit().join();
    }
}
