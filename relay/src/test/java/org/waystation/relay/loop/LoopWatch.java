package org.waystation.relay.loop;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Fails a class of tests during which an event loop of a relay called something that blocks. JUnit finds it by itself, for
 * every test of this module.
 */
public final class LoopWatch implements AfterAllCallback {
    /** What {@code RelayServer} calls its event loops. */
    private static final String LOOPS = "net-";

    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();

    static {
        BlockHound.builder()
                .loadIntegrations()
                // Netty's own integration would count all its kinds of threads in; workers and ticker may wait.
                .nonBlockingThreadPredicate(others -> thread -> thread.getName().startsWith(LOOPS))
                // A file to the JDK, and memory to the system: reading random bytes waits for nothing.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // Netty's allocator locks for some instructions when many threads want buffers at once.
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
                // Two loops that hand tasks to the store at once: one of them waits for some instructions, never for
                // the store.
                .allowBlockingCallsInside("java.util.concurrent.LinkedBlockingQueue", "offer")
                .blockingMethodCallback(LoopWatch::onBlocking)
                .install();
    }

    /** To be called by JUnit. */
    public LoopWatch() {}

    /** Goes on after that: whoever catches everything could hide an exception. */
    private static void onBlocking(BlockingMethod method) {
        StringWriter stack = new StringWriter();
        new Throwable(Thread.currentThread().getName() + " was blocked by " + method)
                .printStackTrace(new PrintWriter(stack));
        BLOCKED.add(stack.toString());
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        List<String> blocked = take();
        if (!blocked.isEmpty()) {
            throw new AssertionError(blocked.size() + " calls blocked an event loop: " + String.join("\n", blocked));
        }
    }

    /** The stacks of calls that blocked since the last time. */
    static List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String each = BLOCKED.poll(); each != null; each = BLOCKED.poll()) {
            taken.add(each);
        }
        return taken;
    }
}
