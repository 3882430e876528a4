package org.waystation.client.vault.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.vault.sqlite.HeadSeal.StoredRow;

/** The statements over a vault's file: rows and head as they lie there, sealed. Confined to one thread. */
final class StoredRows {
    private static final String COLUMNS = "ordinal, drawer, name, parent, sealed";

    /** Text with the same bytes would be taken for another value in some places and for the same one in others. */
    private static final String ALL_BLOBS = "(typeof(drawer) = 'blob' AND typeof(name) = 'blob'"
            + " AND typeof(parent) = 'blob' AND typeof(sealed) = 'blob')";

    private final PreparedStatement get;
    private final PreparedStatement put;
    private final PreparedStatement delete;
    private final PreparedStatement inDrawer;
    private final PreparedStatement ofParent;
    private final PreparedStatement all;
    private final PreparedStatement head;
    private final PreparedStatement putHead;

    StoredRows(Connection connection) throws SQLException {
        get = connection.prepareStatement("SELECT " + COLUMNS + " FROM entry WHERE name = ?");
        put = connection.prepareStatement("INSERT INTO entry (drawer, name, parent, sealed) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET parent = excluded.parent, sealed = excluded.sealed"
                + " RETURNING " + COLUMNS);
        delete = connection.prepareStatement("DELETE FROM entry WHERE name = ?");
        inDrawer = connection.prepareStatement("SELECT " + COLUMNS + " FROM entry WHERE drawer = ? ORDER BY ordinal");
        ofParent = connection.prepareStatement("SELECT " + COLUMNS + " FROM entry WHERE parent = ? ORDER BY ordinal");
        all = connection.prepareStatement("SELECT " + COLUMNS + ", " + ALL_BLOBS + " FROM entry ORDER BY ordinal");
        head = connection.prepareStatement("SELECT sealed FROM head WHERE one = 1");
        putHead = connection.prepareStatement("INSERT OR REPLACE INTO head (one, sealed) VALUES (1, ?)");
    }

    Optional<StoredRow> get(byte[] name) throws SQLException {
        return list(get, name).stream().findFirst();
    }

    /** Adds or replaces the row of this name; the row as it is now. */
    StoredRow put(byte[] drawer, byte[] name, byte[] parent, byte[] sealed) throws SQLException {
        put.setBytes(1, drawer);
        put.setBytes(2, name);
        put.setBytes(3, parent);
        put.setBytes(4, sealed);
        try (ResultSet now = put.executeQuery()) {
            now.next();
            return row(now);
        }
    }

    void delete(byte[] name) throws SQLException {
        delete.setBytes(1, name);
        delete.executeUpdate();
    }

    List<StoredRow> inDrawer(byte[] drawer) throws SQLException {
        return list(inDrawer, drawer);
    }

    List<StoredRow> ofParent(byte[] parent) throws SQLException {
        return list(ofParent, parent);
    }

    private static List<StoredRow> list(PreparedStatement statement, byte[] by) throws SQLException {
        statement.setBytes(1, by);
        List<StoredRow> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        return rows;
    }

    private static StoredRow row(ResultSet found) throws SQLException {
        return new StoredRow(
                found.getLong(1), found.getBytes(2), found.getBytes(3), found.getBytes(4), found.getBytes(5));
    }

    /** The sum over all rows, one after the other. */
    RowSum sum(HeadSeal seal) throws SQLException, Distrusted {
        RowSum sum = RowSum.NONE;
        try (ResultSet found = all.executeQuery()) {
            while (found.next()) {
                if (!found.getBoolean(6)) {
                    throw new Distrusted(Tampering.ROWS);
                }
                sum = sum.plus(seal.tag(row(found)));
            }
        }
        return sum;
    }

    Optional<byte[]> head() throws SQLException {
        try (ResultSet found = head.executeQuery()) {
            return found.next() ? Optional.of(found.getBytes(1)) : Optional.empty();
        }
    }

    void putHead(byte[] sealed) throws SQLException {
        putHead.setBytes(1, sealed);
        putHead.executeUpdate();
    }
}
