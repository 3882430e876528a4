package org.waystation.client.vault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.id.Bytes;

/** The vault in a SQLite file; see the package for the layout. Confined to one thread. */
final class SqliteVault implements Vault {
    private static final int SCHEMA_VERSION = 1;
    private static final RowKey WITNESS = RowKey.of("witness");

    private final Connection connection;
    private final RowSeal seal;
    private final Statements statements;
    private boolean busy;
    private boolean closed;

    private SqliteVault(Connection connection, RowSeal seal) throws SQLException {
        this.connection = connection;
        this.seal = seal;
        this.statements = new Statements(connection);
    }

    /**
     * Opens or makes the file.
     *
     * @throws VaultFailure also if the file belongs to another key
     */
    static SqliteVault open(Path file, RowSeal seal) {
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            prepare(connection);
            SqliteVault vault = new SqliteVault(connection, seal);
            vault.witness();
            return vault;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e instanceof VaultFailure failure ? failure : new VaultFailure("the vault cannot be opened", e);
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Exclusive before WAL: no shared-memory file is made then.
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA secure_delete = ON");
            statement.execute("PRAGMA temp_store = MEMORY");
            requireKnownVersion(statement);
            statement.execute("CREATE TABLE IF NOT EXISTS entry (drawer BLOB NOT NULL, name BLOB NOT NULL UNIQUE,"
                    + " parent BLOB NOT NULL, ordinal INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL)");
            statement.execute("CREATE INDEX IF NOT EXISTS in_drawer ON entry (drawer, ordinal)");
            statement.execute("CREATE INDEX IF NOT EXISTS in_parent ON entry (parent, ordinal)");
            statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
        }
        connection.setAutoCommit(false);
    }

    private static void requireKnownVersion(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            version.next();
            if (version.getInt(1) > SCHEMA_VERSION) {
                throw new VaultFailure("this vault was written by a newer version of Waystation; update the program");
            }
        }
    }

    /** A row that opens only with the right key: tells a foreign key file at once, not at the first contact. */
    private void witness() {
        transact(transaction -> {
            if (transaction.get(Drawer.VAULT, WITNESS).isEmpty()) {
                if (!transaction.list(Drawer.VAULT).isEmpty() || hasRows()) {
                    throw new VaultFailure("vault.key and vault.db do not belong together");
                }
                transaction.put(Drawer.VAULT, WITNESS, Bytes.wrap(new byte[0]));
            }
            return null;
        });
    }

    private boolean hasRows() {
        try (Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("SELECT 1 FROM entry LIMIT 1")) {
            return any.next();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<VaultTransaction, T> work) {
        if (busy || closed) {
            throw new IllegalStateException(closed ? "the vault is closed" : "transactions do not nest");
        }
        busy = true;
        boolean committed = false;
        try {
            T result = work.apply(new Transaction());
            connection.commit();
            committed = true;
            return result;
        } catch (SQLException e) {
            throw new VaultFailure("the vault cannot be written; is the disk full?", e);
        } finally {
            busy = false;
            if (!committed) {
                rollBack();
            }
        }
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
        return new VaultFailure("the vault cannot be read", cause);
    }

    private record Statements(
            PreparedStatement get,
            PreparedStatement put,
            PreparedStatement delete,
            PreparedStatement listDrawer,
            PreparedStatement listParent) {
        Statements(Connection connection) throws SQLException {
            this(
                    connection.prepareStatement("SELECT sealed FROM entry WHERE name = ?"),
                    connection.prepareStatement("INSERT INTO entry (drawer, name, parent, sealed) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (name) DO UPDATE SET parent = excluded.parent, sealed = excluded.sealed"),
                    connection.prepareStatement("DELETE FROM entry WHERE name = ?"),
                    connection.prepareStatement("SELECT name, sealed FROM entry WHERE drawer = ? ORDER BY ordinal"),
                    connection.prepareStatement("SELECT name, sealed FROM entry WHERE parent = ? ORDER BY ordinal"));
        }
    }

    private final class Transaction implements VaultTransaction {
        @Override
        public Optional<Bytes> get(Drawer drawer, RowKey key) {
            byte[] name = seal.name(drawer, key);
            try {
                statements.get().setBytes(1, name);
                try (ResultSet found = statements.get().executeQuery()) {
                    return found.next()
                            ? Optional.of(seal.open(name, found.getBytes(1)).value())
                            : Optional.empty();
                }
            } catch (SQLException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void put(Drawer drawer, RowKey key, RowKey parent, Bytes value) {
            try {
                PreparedStatement put = statements.put();
                put.setBytes(1, seal.drawer(drawer));
                put.setBytes(2, seal.name(drawer, key));
                put.setBytes(3, seal.parent(drawer, parent));
                put.setBytes(4, seal.seal(drawer, key, value));
                put.executeUpdate();
            } catch (SQLException e) {
                throw new VaultFailure("the vault cannot be written; is the disk full?", e);
            }
        }

        @Override
        public void delete(Drawer drawer, RowKey key) {
            try {
                statements.delete().setBytes(1, seal.name(drawer, key));
                statements.delete().executeUpdate();
            } catch (SQLException e) {
                throw new VaultFailure("the vault cannot be written; is the disk full?", e);
            }
        }

        @Override
        public List<VaultRow> list(Drawer drawer) {
            return list(statements.listDrawer(), seal.drawer(drawer));
        }

        @Override
        public List<VaultRow> list(Drawer drawer, RowKey parent) {
            return list(statements.listParent(), seal.parent(drawer, parent));
        }

        private List<VaultRow> list(PreparedStatement statement, byte[] group) {
            List<VaultRow> rows = new ArrayList<>();
            try {
                statement.setBytes(1, group);
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.add(seal.open(found.getBytes(1), found.getBytes(2)));
                    }
                }
            } catch (SQLException e) {
                throw unreadable(e);
            }
            return List.copyOf(rows);
        }
    }
}
