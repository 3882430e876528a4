package org.waystation.relay.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;

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
 *          "noted"    (nothing); a {@link StoreHead} is kept beside the store
 *
 * version 1   rows as the packages that own them document them
 * version 2   the same, as {@link RowForm}
 * </pre>
 *
 * The table itself is not sealed, so that any version can read it.
 */
final class StoreFormat {
    /** The version that this program reads and writes. */
    static final int VERSION = 2;

    static final Table TABLE = new Table("format");

    private static final Logger LOG = LoggerFactory.getLogger(StoreFormat.class);
    private static final List<MigrationStep> STEPS = List.of(new SealRows());

    private static final byte[] VERSION_KEY = ascii("version");
    private static final byte[] CHECK_KEY = ascii("check");
    private static final byte[] NEXT_KEY = ascii("next");
    private static final byte[] REWRITE_KEY = ascii("rewrite");
    static final byte[] NOTED_KEY = ascii("noted");
    private static final byte[] CHECK_WORD = ascii("waystation");
    private static final byte[] NOTHING = {};

    private final Rows disk;
    private final RowForm form;

    /** @param disk with {@link #tables()} and those of its users */
    StoreFormat(Rows disk, RowForm form) {
        this.disk = disk;
        this.form = form;
    }

    /** What a store needs besides the tables of those who use it. */
    static List<Table> tables() {
        return Stream.concat(Stream.of(TABLE), SealRows.RETIRED.stream()).toList();
    }

    /**
     * To be called before the store is used.
     *
     * @param rewrite makes the disk write everything anew that it holds, and delete what it no longer needs
     * @throws StoreFailure if the store is of a later version, was sealed under another key, or fails
     */
    void bringUp(Runnable rewrite) {
        checkVersion();
        checkKey();
        migrate();
        forgetWhatWas(rewrite);
        sayThatItIsNoted();
    }

    /**
     * To be called instead where nothing may be changed.
     *
     * @throws StoreFailure if the store is of another version, or was sealed under another key
     */
    void requireCurrent() {
        checkVersion();
        if (version() < VERSION) {
            throw new StoreFailure(
                    "the store was written by an earlier version of Waystation. Start the relay once, which"
                            + " brings it along, and stop it again");
        }
        requireOwn(disk.get(TABLE, CHECK_KEY).orElseThrow(StoreFormat::foreign));
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
        Optional<byte[]> check = disk.get(TABLE, CHECK_KEY);
        if (check.isPresent()) {
            requireOwn(check.get());
        } else if (version() > 1) {
            throw foreign();
        } else {
            PendingWrites writes = new PendingWrites();
            writes.put(TABLE, CHECK_KEY, form.seal(TABLE, CHECK_KEY, CHECK_WORD));
            disk.write(writes);
        }
    }

    private void requireOwn(byte[] check) {
        try {
            form.open(TABLE, CHECK_KEY, check);
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
        PendingWrites writes = new PendingWrites();
        byte[] from = disk.get(TABLE, NEXT_KEY).orElse(MigrationStep.START);
        MigrationStep.Turn turn = step.run(disk, form, writes, from);
        if (turn.rows() > 0) {
            writes.put(TABLE, REWRITE_KEY, NOTHING);
        }
        if (turn.next().isPresent()) {
            writes.put(TABLE, NEXT_KEY, turn.next().get());
        } else {
            writes.delete(TABLE, NEXT_KEY);
            writes.put(TABLE, VERSION_KEY, Keys.number(version + 1));
        }
        disk.write(writes);
        return turn;
    }

    /** Rows as they were before may stand in files until those are written anew. */
    private void forgetWhatWas(Runnable rewrite) {
        if (disk.get(TABLE, REWRITE_KEY).isEmpty()) {
            return;
        }
        rewrite.run();
        PendingWrites writes = new PendingWrites();
        writes.delete(TABLE, REWRITE_KEY);
        disk.write(writes);
    }

    private void sayThatItIsNoted() {
        if (disk.get(TABLE, NOTED_KEY).isEmpty()) {
            PendingWrites writes = new PendingWrites();
            writes.put(TABLE, NOTED_KEY, NOTHING);
            disk.write(writes);
        }
    }

    private long version() {
        return disk.get(TABLE, VERSION_KEY)
                .map(value -> Keys.numberAt(value, 0))
                .orElse(1L);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
