package org.waystation.client.vault.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waystation.client.vault.VaultFailure;

/** The tables of a vault's file, and nothing but them. */
final class Schema {
    static final int VERSION = 2;

    /** As SQLite keeps the words; a trigger or a view that somebody added is none of these. */
    private static final Map<String, String> OBJECTS = Map.of(
            "entry",
            "CREATE TABLE entry (drawer BLOB NOT NULL, name BLOB NOT NULL UNIQUE,"
                    + " parent BLOB NOT NULL, ordinal INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL)",
            "in_drawer",
            "CREATE INDEX in_drawer ON entry (drawer, ordinal)",
            "in_parent",
            "CREATE INDEX in_parent ON entry (parent, ordinal)",
            "head",
            "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), sealed BLOB NOT NULL)");

    private static final Set<String> MADE_BY_SQLITE = Set.of("sqlite_sequence", "sqlite_autoindex_entry_1");

    private Schema() {}

    /** How the file is used, and whether it may be: its version is known, and it is what it should be down to each page. */
    static void check(Connection connection) throws SQLException, Distrusted {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            // Exclusive before WAL: no shared-memory file is made then.
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA secure_delete = ON");
            statement.execute("PRAGMA temp_store = MEMORY");
            requireKnownVersion(statement);
            requireOurs(statement);
            requireSound(statement);
        }
    }

    private static void requireKnownVersion(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            version.next();
            if (version.getInt(1) > VERSION) {
                throw new VaultFailure("this vault was written by a newer version of Waystation; update the program");
            }
        }
    }

    private static void requireOurs(Statement statement) throws SQLException, Distrusted {
        try (ResultSet objects = statement.executeQuery("SELECT name, sql FROM sqlite_schema")) {
            while (objects.next()) {
                if (!isOurs(objects.getString(1), objects.getString(2))) {
                    throw new Distrusted(Tampering.ROWS);
                }
            }
        }
    }

    private static boolean isOurs(String name, @Nullable String words) {
        return MADE_BY_SQLITE.contains(name) || Objects.equals(OBJECTS.get(name), words);
    }

    /** The sum over all rows sees the table; that the indexes say the same as the table is seen here. */
    private static void requireSound(Statement statement) throws SQLException, Distrusted {
        try (ResultSet verdict = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!verdict.next() || !"ok".equals(verdict.getString(1))) {
                throw new Distrusted(Tampering.ROWS);
            }
        }
    }

    /** Makes what is missing, within the caller's transaction. */
    static void complete(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : new String[] {"entry", "head", "in_drawer", "in_parent"}) {
                String words = Objects.requireNonNull(OBJECTS.get(each));
                statement.execute(words.replaceFirst("(TABLE|INDEX)", "$1 IF NOT EXISTS"));
            }
            statement.execute("PRAGMA user_version = " + VERSION);
        }
    }
}
