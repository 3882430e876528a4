/**
 * The vault: everything a client knows, as rows in drawers, changed in transactions. This package is the port, and
 * {@link org.waystation.client.vault.InMemoryVault}, the one for tests and simulations. The real one is opened by
 * {@code client.vault.directory}, keeps its rows by {@code client.vault.sqlite}, and the small files beside them by
 * {@code client.vault.disk}. Both pass the same contract test.
 */
@NullMarked
package org.waystation.client.vault;

import org.jspecify.annotations.NullMarked;
