package org.waystation.client.vault.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/** How many rows a vault's file has, which shows without any key. */
public final class RowCount {
    private RowCount() {}

    /** Without what lies in the log of an open vault; empty if it cannot be read. Changes nothing and takes no lock. */
    public static OptionalLong of(Path file) {
        if (!Files.isRegularFile(file)) {
            return OptionalLong.empty();
        }
        // Immutable: SQLite then neither locks nor makes a file of its own.
        String address = "jdbc:sqlite:" + file.toUri() + "?immutable=1";
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM entry")) {
            return count.next() ? OptionalLong.of(count.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }
}
