package org.waystation.relay.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.WriteOptions;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/** A relay's rows on a real disk, which end the process at an armed commit. */
public final class CrashingRows implements Rows {
    /** What the process ends with: as after a SIGKILL. */
    public static final int EXIT = 137;

    private final Rows disk;
    private final WriteOptions options;
    private final LogTail log;
    private final Path head;
    private final CrashPlan plan;
    private int commits;

    private CrashingRows(RocksRows disk, Path directory, CrashPlan plan) throws IOException {
        this.disk = disk;
        this.options = optionsOf(disk);
        this.log = new LogTail(directory);
        this.head = StoreHead.of(directory);
        this.plan = plan;
        log.onSynced();
        if (!plan.syncing()) {
            options.setSync(false);
        }
    }

    /** The whole store of a relay, as {@link StoreDirectory} puts it together, over such rows. */
    public static StoreDirectory open(
            Path directory, List<Table> tables, SecretKey32 key, Entropy entropy, CrashPlan plan) {
        RocksRows disk = RocksRows.open(directory, withFormat(tables));
        try {
            return StoreDirectory.of(disk, new CrashingRows(disk, directory, plan), key, entropy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Table> withFormat(List<Table> tables) {
        return Stream.concat(tables.stream(), StoreFormat.tables().stream()).toList();
    }

    /** Main code has no way to write without a sync, and shall have none. */
    private static WriteOptions optionsOf(RocksRows disk) {
        Field field = Arrays.stream(RocksRows.class.getDeclaredFields())
                .filter(each -> each.getType() == WriteOptions.class)
                .findFirst()
                .orElseThrow();
        try {
            field.setAccessible(true);
            return (WriteOptions) field.get(disk);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void write(Changes changes) {
        commits++;
        boolean last = commits == plan.commit();
        try {
            if (last) {
                beforeSync(changes);
            }
            disk.write(changes);
            if (last && plan.point() == CrashPoint.AFTER_SYNC) {
                end();
            }
            if (options.sync()) {
                log.onSynced();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void beforeSync(Changes changes) throws IOException {
        switch (plan.point()) {
            case BEFORE_WRITE -> end();
            case AFTER_WRITE_BEFORE_SYNC -> {
                writeUnsynced(changes);
                end();
            }
            case POWER_CUT -> {
                writeUnsynced(changes);
                log.cut(plan.kept());
                if (!plan.syncing()) {
                    // Nor was the note of how far it had come, and an operator takes what is left.
                    Files.write(head, new byte[0]);
                }
                end();
            }
            case AFTER_SYNC, ANY_MOMENT, NEVER -> {}
        }
    }

    /** What is not synced is not noted either. */
    private void writeUnsynced(Changes changes) throws IOException {
        byte[] noted = Files.readAllBytes(head);
        options.setSync(false);
        disk.write(changes);
        Files.write(head, noted);
    }

    private static void end() {
        Runtime.getRuntime().halt(EXIT);
    }

    @Override
    public Optional<byte[]> get(Table table, byte[] key) {
        return disk.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, Batch.RowVisitor visitor) {
        disk.scan(table, from, to, visitor);
    }

    @Override
    public void close() {
        disk.close();
    }
}
