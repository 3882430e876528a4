package org.waystation.ops.node;

import java.io.IOException;
import java.net.ServerSocket;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.config.RelayConfig;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** The port of a relay whose configuration leaves it open: chosen once, and kept, because cards and vouchers name it. */
final class ListenPort {
    private ListenPort() {}

    static int of(RelayHome home, RelayConfig config) throws HomeTrouble {
        HostPort listen = config.listen().address();
        if (listen.port() != 0) {
            return listen.port();
        }
        int remembered = home.rememberedPort();
        return remembered != 0 ? remembered : choose(home, listen);
    }

    private static int choose(RelayHome home, HostPort listen) throws HomeTrouble {
        try (ServerSocket probe =
                new ServerSocket(0, 1, listen.toSocketAddress().getAddress())) {
            home.rememberPort(probe.getLocalPort());
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "this machine cannot listen on " + listen + ": " + e.getMessage()
                            + ". Set listen.address to one of its" + " own addresses",
                    e);
        }
    }
}
