package org.waystation.client.vault.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.VaultRow;
import org.waystation.client.vault.VaultTransaction;
import org.waystation.client.vault.sqlite.HeadSeal.StoredRow;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;

/** The vault in a SQLite file; see the package for the layout. Confined to one thread. */
public final class SqliteVault implements Vault {
    private static final RowKey WITNESS = RowKey.of("witness");
    private static final String FULL =
            "the vault cannot be written; is the disk full? Nothing that was done before is lost";

    private final Connection connection;
    private final RowSeal seal;
    private final HeadSeal headSeal;
    private final StoredRows rows;
    private CommitHead head = CommitHead.NONE;
    private LongConsumer committed = commit -> {};
    private boolean busy;
    private boolean closed;

    private SqliteVault(Connection connection, VaultKeys keys, Entropy entropy) throws SQLException {
        this.connection = connection;
        this.seal = new RowSeal(keys, entropy);
        this.headSeal = new HeadSeal(keys, entropy);
        this.rows = new StoredRows(connection);
    }

    /**
     * Opens or makes the file, and looks at all of it. The keys stay the caller's.
     *
     * @param headPromised whether the file is known to have a head; without the promise it may be empty still, and gets one
     * @throws Distrusted if the file is not as it was left, or belongs to another key
     */
    public static SqliteVault open(Path file, VaultKeys keys, Entropy entropy, boolean headPromised) throws Distrusted {
        Connection connection = null;
        boolean opened = false;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            Schema.check(connection);
            connection.setAutoCommit(false);
            Schema.complete(connection);
            SqliteVault vault = new SqliteVault(connection, keys, entropy);
            vault.trust(headPromised);
            opened = true;
            return vault;
        } catch (SQLException e) {
            if (isDamage(e)) {
                throw new Distrusted(Tampering.ROWS);
            }
            throw new VaultFailure("the vault cannot be opened; is the disk full, or may vault.db not be read?", e);
        } finally {
            if (!opened) {
                closeQuietly(connection);
            }
        }
    }

    private static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** Compares the head with the rows, or makes the first head. */
    private void trust(boolean headPromised) throws SQLException, Distrusted {
        Optional<byte[]> sealed = rows.head();
        RowSum found = rows.sum(headSeal);
        if (sealed.isPresent()) {
            head = headSeal.open(sealed.get()).orElseThrow(this::foreign);
            if (!head.vouchesFor(found)) {
                throw new Distrusted(Tampering.ROWS);
            }
            connection.rollback();
            return;
        }
        if (headPromised || found.rows() > 0) {
            throw foreign();
        }
        commit(witnessed());
    }

    private Distrusted foreign() {
        return new Distrusted(hasWitness() ? Tampering.ROWS : Tampering.OTHER_VAULT);
    }

    /** A row whose name only the right key tells: there from the beginning. */
    private boolean hasWitness() {
        try {
            return rows.get(seal.name(Drawer.VAULT, WITNESS)).isPresent();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private RowSum witnessed() {
        Transaction transaction = new Transaction();
        transaction.put(Drawer.VAULT, WITNESS, Bytes.wrap(new byte[0]));
        return transaction.sum;
    }

    /** How many commits have changed this vault. */
    public long commits() {
        return head.commit();
    }

    /** From now on told the number of each commit, after it is durable. */
    public void tellCommits(LongConsumer consumer) {
        committed = consumer;
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work) {
        if (busy || closed) {
            throw new IllegalStateException(closed ? "the vault is closed" : "transactions do not nest");
        }
        busy = true;
        boolean done = false;
        Transaction transaction = new Transaction();
        try {
            T result = work.apply(transaction);
            if (transaction.changed) {
                commit(transaction.sum);
            } else {
                connection.commit();
            }
            done = true;
            return result;
        } catch (SQLException e) {
            throw new VaultFailure(FULL, e);
        } finally {
            busy = false;
            if (!done) {
                rollBack();
            }
        }
    }

    private void commit(RowSum after) throws SQLException {
        CommitHead next = head.next(after);
        rows.putHead(headSeal.seal(next));
        connection.commit();
        head = next;
        committed.accept(next.commit());
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // Nothing was committed; a connection that cannot even roll back is of no further use.
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(connection);
    }

    /** Lets go without touching any file by its name, which may be another vault's by now; the process ends soon. */
    public void abandon() {
        closed = true;
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // Whatever was committed is on disk; there is nothing left to do for this file.
        }
    }

    private static VaultFailure unreadable(SQLException cause) {
        return new VaultFailure("the vault cannot be read; is the disk well?", cause);
    }

    private final class Transaction implements VaultTransaction {
        private RowSum sum = head.sum();
        private boolean changed;

        @Override
        public Optional<Bytes> get(Drawer drawer, RowKey key) {
            byte[] name = seal.name(drawer, key);
            try {
                return rows.get(name)
                        .map(row -> seal.open(row.name(), row.sealed()).value());
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void put(Drawer drawer, RowKey key, RowKey parent, Bytes value) {
            byte[] name = seal.name(drawer, key);
            byte[] sealed = seal.seal(drawer, key, value);
            try {
                rows.get(name).ifPresent(this::subtract);
                sum = sum.plus(headSeal.tag(rows.put(seal.drawer(drawer), name, seal.parent(drawer, parent), sealed)));
                changed = true;
            } catch (SQLException e) {
                throw new VaultFailure(FULL, e);
            }
        }

        @Override
        public void delete(Drawer drawer, RowKey key) {
            byte[] name = seal.name(drawer, key);
            try {
                Optional<StoredRow> row = rows.get(name);
                if (row.isPresent()) {
                    subtract(row.get());
                    rows.delete(name);
                }
            } catch (SQLException e) {
                throw new VaultFailure(FULL, e);
            }
        }

        private void subtract(StoredRow row) {
            sum = sum.minus(headSeal.tag(row));
            changed = true;
        }

        @Override
        public List<VaultRow> list(Drawer drawer) {
            try {
                return opened(rows.inDrawer(seal.drawer(drawer)));
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }

        @Override
        public List<VaultRow> list(Drawer drawer, RowKey parent) {
            try {
                return opened(rows.ofParent(seal.parent(drawer, parent)));
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }

        private List<VaultRow> opened(List<StoredRow> found) {
            List<VaultRow> opened = new ArrayList<>(found.size());
            found.forEach(each -> opened.add(seal.open(each.name(), each.sealed())));
            return List.copyOf(opened);
        }
    }
}
