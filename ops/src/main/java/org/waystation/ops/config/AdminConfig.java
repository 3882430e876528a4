package org.waystation.ops.config;

/** Where health, metrics and status are served: on this machine only. Port 0 lets the system choose at each start. */
public record AdminConfig(HostPort address) {
    public static final AdminConfig DEFAULT = new AdminConfig(new HostPort("127.0.0.1", 0));

    public AdminConfig {
        // By its letters, not by resolving: a name that resolves to this machine today may not tomorrow.
        String host = address.host();
        boolean loopback = host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
        if (!loopback) {
            throw new ConfigProblem("admin.address is " + address
                    + ", but the admin listener has no password and must stay on this machine;"
                    + " use 127.0.0.1:0 or [::1]:0");
        }
    }
}
