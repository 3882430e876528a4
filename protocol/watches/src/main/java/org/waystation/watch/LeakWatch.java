package org.waystation.watch;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests during which a Netty buffer became garbage without having been released. Follows every buffer, which
 * costs time and memory; installed before the first buffer is made, since JUnit finds it before it loads a test.
 *
 * <p>A buffer that a living thread still holds is no leak, so what a class leaves behind may be told by a later one.
 */
public final class LeakWatch implements AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The second one finds what the first one found and had not yet told. */
    private static final int COLLECTIONS = 2;

    private static final LeakCollector LEAKS = new LeakCollector();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(LEAKS);
    }

    /** To be called by JUnit. */
    public LeakWatch() {}

    @Override
    public void afterAll(ExtensionContext tests) throws InterruptedException {
        if (!LEAKS.isWatching()) {
            return;
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            collectGarbage();
        }
        List<String> leaks = LEAKS.take();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " buffers were never released: " + String.join("\n", leaks));
        }
    }

    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> gone = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), gone);
        System.gc();
        if (gone.remove(PATIENCE.toMillis()) != garbage) {
            throw new AssertionError("this virtual machine does not collect garbage when it is asked to");
        }
    }
}
