package org.waystation.ops.config;

import java.net.InetSocketAddress;

/** A host name or address with a port, written {@code host:port}, an IPv6 address in brackets. */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST_CHARS = 253;

    public HostPort {
        if (host.isEmpty() || host.length() > MAX_HOST_CHARS || !host.matches("[A-Za-z0-9._:%-]+")) {
            throw new ConfigProblem("'" + host + "' is no host name or address");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new ConfigProblem("port " + port + " is not between 0 and " + MAX_PORT);
        }
    }

    /** Reads {@code host:port} or {@code [v6]:port}. */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new ConfigProblem("'" + text + "' is not written host:port, like 0.0.0.0:7443 or [::]:7443");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.indexOf(':') >= 0 && !bracketed) {
            throw new ConfigProblem("'" + text + "': write an IPv6 address in brackets, like [::1]:7443");
        }
        return new HostPort(
                bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(text.substring(colon + 1)));
    }

    public static HostPort of(InetSocketAddress address) {
        return new HostPort(address.getHostString(), address.getPort());
    }

    public HostPort withPort(int newPort) {
        return new HostPort(host, newPort);
    }

    /** The address of this host; a name is resolved here. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
