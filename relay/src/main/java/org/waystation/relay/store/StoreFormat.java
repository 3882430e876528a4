package org.waystation.relay.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * Which version of the format a store has, and whether this relay's key opens it. An older store is brought to the version of
 * this program before anybody uses it, and can be broken off at any turn.
 *
 * <pre>
 * table    key        value
 * format   "version"  version 8; no row: version 1, or a store that is being made
 *          "check"    a sealed word: opens under the right key only
 *          "next"     while rows are being moved: where the next turn begins
 *          "rewrite"  (nothing); files may still hold what rows looked like before
 *
 * version 1   rows as the packages that own them document them
 * version 2   the same, as {@link SealedRows}
 * </pre>
 *
 * The table itself is not sealed, so that any version can read it.
 */
public final class StoreFormat {
    /** The version that this program reads and writes. */
    public static final int VERSION = 2;

    static final Table TABLE = new Table("format");

    private static final Logger LOG = LoggerFactory.getLogger(StoreFormat.class);
    private static final List<MigrationStep> STEPS = List.of(new SealRows());

    private static final byte[] VERSION_KEY = ascii("version");
    private static final byte[] CHECK_KEY = ascii("check");
    private static final byte[] NEXT_KEY = ascii("next");
    private static final byte[] REWRITE_KEY = ascii("rewrite");
    private static final byte[] CHECK_WORD = ascii("waystation");
    private static final byte[] NOTHING = {};

    private final Store store;
    private final SealedRows rows;

    private StoreFormat(Store store, SealedRows rows) {
        this.store = store;
        this.rows = rows;
    }

    /** What a store needs besides the tables of those who use it. */
    public static List<Table> tables() {
        return Stream.concat(Stream.of(TABLE), SealRows.RETIRED.stream()).toList();
    }

    /**
     * A store that was opened, as its users see it.
     *
     * @param store with {@link #tables()} and those of its users
     * @param key what this relay's rows are sealed under; stays the caller's
     * @param rewrite makes the store write everything anew that it holds, and delete what it no longer needs
     * @throws StoreFailure if it is of a later version, was sealed under another key, or fails
     */
    public static Store open(Store store, SecretKey32 key, Entropy entropy, Runnable rewrite) {
        SealedRows rows = new SealedRows(key, entropy);
        StoreFormat format = new StoreFormat(store, rows);
        format.checkVersion();
        format.checkKey();
        format.migrate();
        format.forgetWhatWas(rewrite);
        return new SealedStore(store, rows);
    }

    private void checkVersion() {
        long version = version();
        if (version < 1 || version > VERSION) {
            throw new StoreFailure("the store was written by a later version of Waystation (format " + version
                    + "; this program knows up to " + VERSION
                    + "). Install that version again, or put back a copy from before it");
        }
    }

    private void checkKey() {
        try (Batch batch = store.begin()) {
            Optional<byte[]> check = batch.get(TABLE, CHECK_KEY);
            if (check.isPresent()) {
                requireOwn(check.get());
            } else if (version(batch) > 1) {
                throw foreign();
            } else {
                batch.put(TABLE, CHECK_KEY, rows.seal(TABLE, CHECK_KEY, CHECK_WORD));
                batch.commit();
            }
        }
    }

    private void requireOwn(byte[] check) {
        try {
            rows.open(TABLE, CHECK_KEY, check);
        } catch (StoreFailure refused) {
            throw foreign();
        }
    }

    private static StoreFailure foreign() {
        return new StoreFailure(
                "the store does not open with the secret in identity.key: they are from two relays, or one of"
                        + " them is damaged. Put both back from one copy");
    }

    private void migrate() {
        long moved = 0;
        for (long version = version(); version < VERSION; version = version()) {
            MigrationStep.Turn turn = turn(STEPS.get(Math.toIntExact(version - 1)), version);
            if (moved == 0 && turn.rows() > 0) {
                LOG.info(
                        "the store is of format {}; bringing it to format {}, which may take a while",
                        version,
                        VERSION);
            }
            moved += turn.rows();
        }
        if (moved > 0) {
            LOG.info("the store is of format {} now; {} rows were moved", VERSION, moved);
        }
    }

    private MigrationStep.Turn turn(MigrationStep step, long version) {
        try (Batch raw = store.begin()) {
            byte[] from = raw.get(TABLE, NEXT_KEY).orElse(MigrationStep.START);
            MigrationStep.Turn turn = step.run(raw, new SealedBatch(raw, rows), from);
            if (turn.rows() > 0) {
                raw.put(TABLE, REWRITE_KEY, NOTHING);
            }
            if (turn.next().isPresent()) {
                raw.put(TABLE, NEXT_KEY, turn.next().get());
            } else {
                raw.delete(TABLE, NEXT_KEY);
                raw.put(TABLE, VERSION_KEY, Keys.number(version + 1));
            }
            raw.commit();
            return turn;
        }
    }

    /** Rows as they were before may stand in files until those are written anew. */
    private void forgetWhatWas(Runnable rewrite) {
        try (Batch batch = store.begin()) {
            if (batch.get(TABLE, REWRITE_KEY).isEmpty()) {
                return;
            }
        }
        rewrite.run();
        try (Batch batch = store.begin()) {
            batch.delete(TABLE, REWRITE_KEY);
            batch.commit();
        }
    }

    private long version() {
        try (Batch batch = store.begin()) {
            return version(batch);
        }
    }

    private static long version(Batch batch) {
        return batch.get(TABLE, VERSION_KEY)
                .map(value -> Keys.numberAt(value, 0))
                .orElse(1L);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
