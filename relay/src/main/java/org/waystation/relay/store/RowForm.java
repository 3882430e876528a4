package org.waystation.relay.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.HiddenId;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.RowSeal;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * What a row looks like on disk. A value is sealed under a key of the relay and bound to its table and its key, so that it
 * opens nowhere else. A key stays as it is, but for an id in it ({@link Table#idAt}): keys are keyed hashes, sequence numbers
 * and times.
 *
 * <p>The empty values of a table that has no others ({@link Table#keysOnly}) stay empty: that there is nothing in them is known
 * already, and a seal would cost as much as that of a real row. It would keep somebody who can write to the disk from adding
 * such rows, but not from deleting any, which does the same harm. In every other table an empty value is sealed as well, so that
 * nothing can be blanked unseen.
 *
 * <p>Confined to one thread.
 */
final class RowForm {
    private final RowSeal values;
    private final HiddenId ids;
    private final Map<Table, byte[]> names = new HashMap<>();

    /** @param key what both the seal and the hidden ids come from; stays the caller's */
    RowForm(SecretKey32 key, Entropy entropy) {
        values = new RowSeal(Label.STORE_ROWS, Kdf.key(Label.STORE_ROWS, key), entropy);
        ids = new HiddenId(Kdf.key(Label.STORE_IDS, key));
    }

    /** A key as it is stored. */
    byte[] storedKey(Table table, byte[] key) {
        return table.idAt() == Table.NO_ID ? key : ids.hide(key, table.idAt());
    }

    /** The inverse. */
    byte[] key(Table table, byte[] storedKey) {
        if (table.idAt() == Table.NO_ID) {
            return storedKey;
        }
        if (storedKey.length < table.idAt() + Table.ID_BYTES) {
            throw damaged(table);
        }
        return ids.show(storedKey, table.idAt());
    }

    /** An end of a range, which must not reach into an id: rows are in no order by that. */
    byte[] bound(Table table, byte[] key) {
        if (table.idAt() != Table.NO_ID && key.length > table.idAt()) {
            throw new IllegalArgumentException("a range of table " + table.name() + " cannot be cut at an id");
        }
        return key;
    }

    /** A value, which a table without values must not be given. */
    byte[] checked(Table table, byte[] value) {
        if (table.keysOnly() && value.length > 0) {
            throw new IllegalArgumentException("table " + table.name() + " has keys only");
        }
        return value;
    }

    byte[] seal(Table table, byte[] storedKey, byte[] value) {
        return table.keysOnly() ? checked(table, value) : values.seal(place(table, storedKey), value);
    }

    /** @throws StoreFailure if it was not sealed for this place under this key */
    byte[] open(Table table, byte[] storedKey, byte[] stored) {
        if (table.keysOnly() && stored.length == 0) {
            return stored;
        }
        try {
            return values.open(place(table, storedKey), stored);
        } catch (CryptoRefused refused) {
            throw damaged(table);
        }
    }

    /** Length and name of the table, then the key: no two places look the same. */
    private byte[] place(Table table, byte[] storedKey) {
        byte[] name = names.computeIfAbsent(table, RowForm::named);
        byte[] place = Arrays.copyOf(name, name.length + storedKey.length);
        System.arraycopy(storedKey, 0, place, name.length, storedKey.length);
        return place;
    }

    private static byte[] named(Table table) {
        String name = table.name();
        return ((char) name.length() + name).getBytes(StandardCharsets.US_ASCII);
    }

    private static StoreFailure damaged(Table table) {
        return StoreFailure.ofDamage(
                "a row of the table " + table.name() + " does not open: the store is damaged, was changed"
                        + " from outside, or was mixed from several copies. Put one whole copy of the relay's directory back, and run"
                        + " 'relay restored' before the start");
    }
}
