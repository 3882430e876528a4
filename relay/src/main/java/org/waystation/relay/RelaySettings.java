package org.waystation.relay;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What an operator decides about a relay.
 *
 * @param name domain name of the relay
 * @param listen where to listen; port 0 lets the system choose once, and the relay keeps that port
 * @param endpoints host:port each, as others reach the relay; empty: the listening address
 */
public record RelaySettings(String name, InetSocketAddress listen, List<String> endpoints, RelayLimits limits) {
    public RelaySettings {
        endpoints = List.copyOf(endpoints);
    }
}
