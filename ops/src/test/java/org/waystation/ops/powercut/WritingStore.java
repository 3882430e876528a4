package org.waystation.ops.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.relay.RelayCore;
import org.waystation.relay.store.StoreDirectory;

/** A relay's store: letters come and go, table files are written, and it is closed and opened again. */
final class WritingStore implements Subject {
    private static final Table LETTERS = new Table("letters").withLargeValues();
    private static final Table COUNT = new Table("count");
    private static final byte[] NEWEST = {1};
    private static final int LETTER_BYTES = 3_000;
    /** Letters that are there at a time. */
    private static final int KEPT = 12;
    /** Changes from one copy, which has RocksDB write its table files, to the next. */
    private static final int BETWEEN_COPIES = 20;

    public static void main(String[] arguments) throws IOException {
        int changes = Integer.parseInt(arguments[1]);
        Path directory = Path.of(arguments[0]);
        write(directory, 0, changes / 2);
        write(directory, changes / 2, changes);
    }

    private static void write(Path directory, int from, int to) throws IOException {
        Path copies = Files.createTempDirectory("copies");
        try (StoreDirectory store = open(directory)) {
            for (int i = from; i < to; i++) {
                put(store, i);
                System.out.println(Subject.SAID + i);
                if (i % BETWEEN_COPIES == BETWEEN_COPIES - 1) {
                    store.copyTo(copies.resolve("copy " + i));
                }
            }
        }
    }

    private static void put(Store store, int number) {
        try (Batch batch = store.begin()) {
            batch.put(LETTERS, key(number), letter(number));
            batch.delete(LETTERS, key(number - KEPT));
            batch.put(COUNT, NEWEST, key(number));
            batch.commit();
        }
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] letter(int number) {
        byte[] letter = new byte[LETTER_BYTES];
        new Random(number).nextBytes(letter);
        return letter;
    }

    private static StoreDirectory open(Path directory) {
        SecretKey32 key = SecretKey32.copyOf(new byte[32]);
        List<Table> tables = Stream.concat(RelayCore.tables().stream(), Stream.of(LETTERS, COUNT))
                .toList();
        return StoreDirectory.open(directory.resolve("store"), tables, key, Entropy.system());
    }

    @Override
    public Class<?> program() {
        return WritingStore.class;
    }

    @Override
    public int newest(Path directory, int said) {
        try (StoreDirectory store = open(directory);
                Batch batch = store.begin()) {
            int newest = batch.get(COUNT, NEWEST)
                    .map(found -> ByteBuffer.wrap(found).getInt())
                    .orElse(NOTHING);
            for (int i = Math.max(0, newest - KEPT + 1); i <= newest; i++) {
                byte[] letter = batch.get(LETTERS, key(i)).orElse(new byte[0]);
                if (!Arrays.equals(letter, letter(i))) {
                    throw new IllegalStateException("letter " + i + " of " + newest + " is not there as it was");
                }
            }
            return newest;
        }
    }
}
