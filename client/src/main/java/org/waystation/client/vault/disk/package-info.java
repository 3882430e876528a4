/**
 * The small files beside a vault's rows: private files in general, the lock, the count of wrong passphrases, the number of the
 * newest commit, and how files are destroyed. Knows nothing of rows; failures are {@link java.io.IOException}.
 */
@NullMarked
package org.waystation.client.vault.disk;

import org.jspecify.annotations.NullMarked;
