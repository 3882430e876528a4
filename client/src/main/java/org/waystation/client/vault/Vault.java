package org.waystation.client.vault;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's durable state. Confined to one thread.
 *
 * <p>All failures of the disk or of the file are {@link VaultFailure}.
 */
public interface Vault extends AutoCloseable {
    /**
     * Runs {@code work} in one transaction. When it returns normally, everything it wrote is durable before this method
     * returns; when it throws, nothing that it wrote has happened. Transactions do not nest.
     */
    <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work);

    /** Idempotent. */
    @Override
    void close();
}
