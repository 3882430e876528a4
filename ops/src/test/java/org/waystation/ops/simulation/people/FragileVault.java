package org.waystation.ops.simulation.people;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.InMemoryVault;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.VaultRow;
import org.waystation.client.vault.VaultTransaction;
import org.waystation.ops.simulation.kernel.Armed;
import org.waystation.ops.simulation.kernel.Death;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.protocol.id.Bytes;

/** A vault on a device: keeps what was committed over any death of the process, and fails when it is told to. */
public final class FragileVault implements Vault {
    private final InMemoryVault rows = new InMemoryVault();
    private final Armed<FaultKind> next = new Armed<>();

    /** The next transaction that writes meets this fault, unless another waits. */
    void arm(FaultKind fault, Runnable onStruck) {
        next.arm(fault, onStruck);
    }

    void calm() {
        next.disarm();
    }

    /** Whatever a drawer holds, for whoever sees everything. */
    List<VaultRow> rows(Drawer drawer) {
        return rows.transact(transaction -> transaction.list(drawer));
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work) {
        AtomicBoolean wrote = new AtomicBoolean();
        T result = rows.transact(transaction -> {
            T value = work.apply(new Watched(transaction, wrote));
            if (wrote.get()) {
                beforeSync();
            }
            return value;
        });
        if (wrote.get() && next.strikes(FaultKind.DEATH_AFTER_VAULT_SYNC)) {
            throw new Death();
        }
        return result;
    }

    private void beforeSync() {
        if (next.strikes(FaultKind.DEATH_BEFORE_VAULT_SYNC)) {
            throw new Death();
        }
        if (next.strikes(FaultKind.VAULT_FAILURE)) {
            throw new VaultFailure("the device's disk refuses a write");
        }
    }

    @Override
    public void close() {
        // The rows outlive the process.
    }

    /** Notes whether anything is written. */
    private record Watched(VaultTransaction transaction, AtomicBoolean wrote) implements VaultTransaction {
        @Override
        public Optional<Bytes> get(Drawer drawer, RowKey key) {
            return transaction.get(drawer, key);
        }

        @Override
        public void put(Drawer drawer, RowKey key, RowKey parent, Bytes value) {
            wrote.set(true);
            transaction.put(drawer, key, parent, value);
        }

        @Override
        public void delete(Drawer drawer, RowKey key) {
            wrote.set(true);
            transaction.delete(drawer, key);
        }

        @Override
        public List<VaultRow> list(Drawer drawer) {
            return transaction.list(drawer);
        }

        @Override
        public List<VaultRow> list(Drawer drawer, RowKey parent) {
            return transaction.list(drawer, parent);
        }
    }
}
