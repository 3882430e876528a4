package org.waystation.watch;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes Netty's leak detectors, one for each kind of resource, and keeps what they report. Safe for any thread. */
final class LeakCollector extends ResourceLeakDetectorFactory {
    private final List<Detector<?>> detectors = new CopyOnWriteArrayList<>();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    /** Whether anything that can leak has been made. */
    boolean isWatching() {
        return !detectors.isEmpty();
    }

    /** What has leaked and has not been taken yet, with the places that touched it last. */
    List<String> take() {
        detectors.forEach(Detector::reportWhatIsGone);
        List<String> taken = new ArrayList<>();
        for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
            taken.add(leak);
        }
        return taken;
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
        Detector<T> made = new Detector<>(resource, samplingInterval);
        detectors.add(made);
        return made;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // Netty deprecates it and asks for it.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return newResourceLeakDetector(resource, samplingInterval);
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<?> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        /** Netty looks for leaks when it begins to follow something. */
        @SuppressWarnings("unchecked") // What is followed is never looked at as what it is.
        void reportWhatIsGone() {
            T nothing = (T) new Object();
            ResourceLeakTracker<T> tracker = trackForcibly(nothing);
            if (tracker != null) {
                tracker.close(nothing);
            }
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String places) {
            leaks.add(resource + places);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            leaks.add(resource);
        }
    }
}
