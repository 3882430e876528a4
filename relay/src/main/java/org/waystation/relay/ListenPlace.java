package org.waystation.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/**
 * Where a relay listens, and where its card says that it is found.
 *
 * @param endpoints host and port, as a card has them
 */
record ListenPlace(InetSocketAddress address, List<String> endpoints) {
    /** Without a port in the settings it is the one that was free at the first start, so that the card stays true. */
    static ListenPlace of(RelayHome home, RelaySettings settings) throws HomeTrouble, IOException {
        InetSocketAddress address = address(home, settings.listen());
        return new ListenPlace(
                address, settings.endpoints().isEmpty() ? List.of(endpoint(address)) : settings.endpoints());
    }

    private static InetSocketAddress address(RelayHome home, InetSocketAddress wanted) throws HomeTrouble, IOException {
        if (wanted.getPort() != 0) {
            return wanted;
        }
        int port = home.rememberedPort();
        if (port == 0) {
            try (ServerSocket probe = new ServerSocket(0, 1, wanted.getAddress())) {
                port = probe.getLocalPort();
            }
            home.rememberPort(port);
        }
        return new InetSocketAddress(wanted.getAddress(), port);
    }

    private static String endpoint(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
