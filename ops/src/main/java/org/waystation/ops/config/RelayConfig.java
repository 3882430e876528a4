package org.waystation.ops.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that an operator can set. The components are the keys of the file, written there with underscores; a nested
 * record is a table.
 */
public record RelayConfig(
        String name,
        Path data,
        List<HostPort> endpoints,
        ListenConfig listen,
        AdminConfig admin,
        StoreConfig store,
        LimitsConfig limits,
        LogConfig log) {

    public static final Path DEFAULT_DATA = Path.of("data");

    private static final int MAX_NAME_CHARS = 253;
    private static final int MAX_ENDPOINTS = 8;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    public RelayConfig {
        if (name.isEmpty()) {
            throw new ConfigProblem("name is missing; give the relay a domain name, like relay.example.org");
        }
        if (name.length() > MAX_NAME_CHARS || !name.matches(LABEL + "(\\." + LABEL + ")*")) {
            throw new ConfigProblem(
                    "name is \"" + name + "\"; use a domain name in small letters, like relay.example.org");
        }
        if (data.toString().isEmpty()) {
            throw new ConfigProblem("data is empty; name a directory, like \"" + DEFAULT_DATA + "\"");
        }
        if (endpoints.size() > MAX_ENDPOINTS) {
            throw new ConfigProblem(
                    "endpoints has " + endpoints.size() + " entries; at most " + MAX_ENDPOINTS + " fit a card");
        }
        for (HostPort endpoint : endpoints) {
            if (endpoint.port() == 0) {
                throw new ConfigProblem("endpoints has " + endpoint + ", but nobody can connect to port 0");
            }
        }
        endpoints = List.copyOf(endpoints);
    }

    /**
     * What the relay card says. Without endpoints of its own, a relay that listens on every address is reached by its name,
     * any other at the address on which it listens.
     *
     * @param port on which the relay really listens
     */
    public List<String> publishedEndpoints(int port) {
        if (!endpoints.isEmpty()) {
            return endpoints.stream().map(HostPort::toString).toList();
        }
        HostPort address = listen.address();
        boolean everywhere = address.host().equals("0.0.0.0") || address.host().equals("::");
        return List.of((everywhere ? new HostPort(name, port) : address.withPort(port)).toString());
    }

    /** The same, of a relay whose data is in another place. */
    public RelayConfig withData(Path elsewhere) {
        return new RelayConfig(name, elsewhere, endpoints, listen, admin, store, limits, log);
    }

    /** The configuration of a new relay of this name. */
    public static RelayConfig defaults(String name) {
        return new RelayConfig(
                name,
                DEFAULT_DATA,
                List.of(),
                ListenConfig.DEFAULT,
                AdminConfig.DEFAULT,
                StoreConfig.DEFAULT,
                LimitsConfig.DEFAULT,
                LogConfig.DEFAULT);
    }
}
