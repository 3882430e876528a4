package org.waystation.ops.config;

/** Where clients and partners connect. Port 0 lets the system choose at the first start; the relay then keeps it. */
public record ListenConfig(HostPort address) {
    public static final ListenConfig DEFAULT = new ListenConfig(new HostPort("0.0.0.0", 7443));
}
