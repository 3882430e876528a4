package org.waystation.client;

import org.waystation.client.vault.directory.VaultOpening;

/** What came of opening a client. */
public sealed interface ClientOpening {
    record Opened(WaystationClient client) implements ClientOpening {}

    /** Anything but {@link VaultOpening.Opened}. */
    record Closed(VaultOpening why) implements ClientOpening {}
}
