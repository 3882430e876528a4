package org.waystation.relay;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.store.CrashPlan;
import org.waystation.relay.store.CrashingRows;

/**
 * A relay as a process of its own that ends at an armed commit. Everything but the bottom of its store is what operators run;
 * the arming is in this class of the tests and nowhere in the program.
 *
 * <p>Arguments: directory, name, and a {@link CrashPlan}. Says {@link #READY} and its port; ends when its standard input does.
 */
public final class CrashingRelay {
    public static final String READY = "ready on port ";

    private CrashingRelay() {}

    public static void main(String[] args) throws Exception {
        CrashPlan plan = CrashPlan.ofArguments(Arrays.asList(args).subList(2, args.length));
        Clock clock = Clock.systemUTC();
        RelaySettings settings = new RelaySettings(
                args[1], new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), RelayLimits.DEFAULT);
        RelayHome home = RelayHome.open(Path.of(args[0]), clock, Entropy.system());
        HomeStore crashing = (of, entropy) -> new HomeStore.Opened(
                CrashingRows.open(
                        of.storeDirectory(), RelayCore.tables(), of.secrets().storeKey(), entropy, plan),
                target -> {});
        try (RelayServer server =
                RelayServer.start(home, settings, clock, Entropy.system(), new MetricRegistry(), crashing)) {
            System.out.println(READY + server.address().getPort());
            while (System.in.read() >= 0) {
                // Nobody says anything; the end of the input is the word.
            }
        }
    }
}
