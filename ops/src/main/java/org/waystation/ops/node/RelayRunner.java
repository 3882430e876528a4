package org.waystation.ops.node;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.waystation.ops.admin.Check;

/** Starts a relay in this process. */
public interface RelayRunner {
    /** Opens the store and listens. Fails with a {@link CommandFailure} that says what to do. */
    Running start(RelayDirectory directory, MetricRegistry registry);

    /** A relay that serves. Safe for any thread. */
    interface Running extends AutoCloseable {
        InetSocketAddress address();

        List<Check> checks();

        StatusPage status();

        /** Has the store copied within the data directory, for a backup. */
        void checkpoint() throws IOException;

        /** Sends a canary to the partner of this name or fingerprint and waits for its return, at most 40 s. */
        PingPage ping(String partner);

        /** Takes nothing new, finishes what it has, and closes the store. */
        @Override
        void close();
    }
}
