package org.waystation.protocol.link;

import java.util.regex.Pattern;

/** What a relay may be called, and where it may be reached. */
public final class RelayNames {
    private static final int MAX_NAME_CHARS = 253;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*");
    private static final Pattern ENDPOINT =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9.-]{1,253}):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    private RelayNames() {}

    /** Whether this is a domain name in lower case. */
    public static boolean isName(String name) {
        return name.length() <= MAX_NAME_CHARS && NAME.matcher(name).matches();
    }

    /** Whether this is host:port, the host being a name, an IPv4 address or an IPv6 address in brackets. */
    public static boolean isEndpoint(String endpoint) {
        var matcher = ENDPOINT.matcher(endpoint);
        if (!matcher.matches()) {
            return false;
        }
        int port = Integer.parseInt(matcher.group(2));
        return port > 0 && port <= MAX_PORT;
    }

    /** @throws IllegalArgumentException if this is no relay name */
    public static void require(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a relay name (a domain name in lower case is expected)");
        }
    }

    /** @throws IllegalArgumentException if this is no endpoint */
    public static void requireEndpoint(String endpoint) {
        if (!isEndpoint(endpoint)) {
            throw new IllegalArgumentException("not an endpoint (host:port is expected)");
        }
    }
}
