package org.waystation.ops.cli;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.ops.admin.AdminAddress;
import org.waystation.ops.admin.AdminServer;
import org.waystation.ops.admin.AdminToken;
import org.waystation.ops.admin.Check;
import org.waystation.ops.admin.NodeView;
import org.waystation.ops.admin.Orders;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.metrics.Exposition;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayRunner;
import org.waystation.ops.node.Surroundings;
import org.waystation.ops.node.Version;
import org.waystation.protocol.crypto.Entropy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description = "Run the relay until it is told to stop (SIGTERM or Ctrl-C). Prints one line when it is ready.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayRunner runner;
    private final StopSignal stop;

    RunCommand(Surroundings around, RelayRunner runner, StopSignal stop) {
        this.around = around;
        this.runner = runner;
        this.stop = stop;
    }

    /** How the process learns that it shall end. */
    interface StopSignal {
        /** Runs the task once, at the signal, on a thread of the signal; the process ends when it returns. */
        void onStop(Runnable task);
    }

    @Override
    public Integer call() throws InterruptedException {
        RelayDirectory directory = common.directory(around);
        Logging.level(directory.config().log().level());
        MetricRegistry registry = new MetricRegistry();
        RelayRunner.Running relay = runner.start(directory, registry);
        AdminServer admin = startAdmin(directory, new View(relay, new Exposition(registry, Version.text())), relay);
        CountDownLatch stopped = new CountDownLatch(1);
        stop.onStop(() -> {
            LOG.info("stopping: taking nothing new, finishing what is under way");
            // The admin listener goes last, so that the operator sees the relay drain.
            relay.close();
            admin.close();
            removeFiles(directory.data());
            LOG.info("stopped");
            stopped.countDown();
        });
        announce(directory, relay, admin);
        stopped.await();
        return ExitCode.OK.number();
    }

    private static AdminServer startAdmin(RelayDirectory directory, NodeView view, RelayRunner.Running relay) {
        HostPort address = directory.config().admin().address();
        try {
            Map<String, Orders.Order> orders =
                    Map.of(Orders.CHECKPOINT, Orders.step(relay::checkpoint), Orders.PING, relay::ping);
            AdminToken token = AdminToken.of(Entropy.system().bytes(AdminToken.BYTES));
            AdminServer admin = AdminServer.start(address.toSocketAddress(), view, Orders.of(token, orders));
            token.write(directory.data());
            AdminAddress.in(directory.data()).write(admin.address());
            return admin;
        } catch (IOException e) {
            relay.close();
            throw new CommandFailure(
                    ExitCode.USER,
                    "the admin listener cannot use " + address + ": " + e.getMessage() + ". Set admin.address in "
                            + directory.configFile() + " to a free port, or to port 0",
                    e);
        }
    }

    private void announce(RelayDirectory directory, RelayRunner.Running relay, AdminServer admin) {
        String listen = HostPort.of(relay.address()).toString();
        String adminAddress = HostPort.of(admin.address()).toString();
        Ready ready = new Ready(
                true,
                directory.config().name(),
                listen,
                adminAddress,
                ProcessHandle.current().pid());
        common.answer(
                around,
                ready,
                () -> around.out()
                        .println("ready: " + ready.name() + " listens on " + listen + ", admin on http://"
                                + adminAddress + "/"));
    }

    private static void removeFiles(Path data) {
        try {
            AdminAddress.in(data).remove();
            AdminToken.remove(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ready(boolean ready, String name, String listen, String admin, long pid) {}

    private record View(RelayRunner.Running relay, Exposition exposition) implements NodeView {
        @Override
        public List<Check> checks() {
            return relay.checks();
        }

        @Override
        public String metrics() {
            return exposition.text();
        }

        @Override
        public Object status() {
            return relay.status();
        }
    }
}
