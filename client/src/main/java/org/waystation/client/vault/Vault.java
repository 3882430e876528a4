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

    /**
     * Looks whether the vault was destroyed from outside meanwhile, as {@link #transact} does; takes microseconds.
     *
     * @throws VaultFailure if it was: the keys are wiped then, and nothing but {@link #close} is of use any more
     */
    default void requireThere() {}

    /** Idempotent. Keys in memory are wiped as far as the virtual machine lets. */
    @Override
    void close();
}
