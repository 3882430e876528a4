package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/** What is opened, what is refused, and how a store of version 1 becomes one of this version. */
class StoreFormatTest {
    private static final Table ENVELOPE = new Table("envelope");
    private static final Table EPOCH = new Table("epoch");
    private static final Table SEEN = new Table("seen").withKeysOnly();
    private static final Table SUBMISSION = new Table("submission");
    private static final Table SUBMITTED = new Table("submitted").withIdAt(0);
    private static final Table OUTBOX_EXPIRY = new Table("outbox-expiry");
    private static final Table DUE =
            new Table("outbox-due").withIdAt(Long.BYTES).withKeysOnly();
    private static final int ENVELOPES = 2 * SealRows.ROWS_AT_ONCE + 5;

    private final InMemoryStore disk = new InMemoryStore();
    private final SecretKey32 key = SecretKey32.random(Entropy.system());
    private final AtomicInteger rewrites = new AtomicInteger();

    @Test
    void aNewStoreIsOfThisVersionAndNothingIsRewritten() {
        // When
        open(disk);

        // Then
        assertEquals(Optional.of((long) StoreFormat.VERSION), version());
        assertEquals(0, rewrites.get());
    }

    @Test
    void whatWasWrittenIsThereAfterTheNextStart() {
        // Given
        write(open(disk), ENVELOPE, new byte[] {1}, new byte[] {2});

        // When
        Store again = open(disk);

        // Then
        try (Batch batch = again.begin()) {
            assertArrayEquals(
                    new byte[] {2}, batch.get(ENVELOPE, new byte[] {1}).orElseThrow());
        }
    }

    @Test
    void anotherRelaysSecretIsRefusedAtTheStart() {
        // Given
        open(disk);

        // When
        StoreFailure failure = assertThrows(
                StoreFailure.class,
                () -> StoreFormat.open(disk, SecretKey32.random(Entropy.system()), Entropy.system(), () -> {}));

        // Then
        assertTrue(String.valueOf(failure.getMessage()).contains("identity.key"), failure::getMessage);
    }

    @Test
    void aStoreWithoutItsCheckIsRefused() {
        // Given
        open(disk);
        try (Batch batch = disk.begin()) {
            batch.delete(StoreFormat.TABLE, ascii("check"));
            batch.commit();
        }

        // When, Then
        assertThrows(StoreFailure.class, () -> open(disk));
    }

    @Test
    void aLaterVersionIsRefusedInWords() {
        // Given
        open(disk);
        write(disk, StoreFormat.TABLE, ascii("version"), Keys.number(StoreFormat.VERSION + 1));

        // When
        StoreFailure failure = assertThrows(StoreFailure.class, () -> open(disk));

        // Then
        assertTrue(String.valueOf(failure.getMessage()).contains("later version of Waystation"), failure::getMessage);
        assertEquals(Optional.of(StoreFormat.VERSION + 1L), version());
    }

    @Test
    void everyRowOfVersionOneIsThereAndNoneCanBeReadOnTheDisk() {
        // Given
        fillAsVersionOne();

        // When
        Store store = open(disk);

        // Then
        assertMigrated(store);
        assertEquals(1, rewrites.get());
    }

    @Test
    void aMigrationThatBreaksOffAtAnyCommitIsTakenUpAgain() {
        // Given
        fillAsVersionOne();
        int crashes = 0;
        boolean done = false;

        while (!done) {
            // When: each start gets one commit further than the one before and loses the next, seen on disk or not.
            CrashingStore crashing = new CrashingStore(disk, 1, crashes % 2 == 0);
            try {
                open(crashing);
                done = true;
            } catch (StoreFailure crash) {
                crashes++;
            }
        }

        // Then
        assertTrue(crashes > ENVELOPES / SealRows.ROWS_AT_ONCE, "crashed " + crashes + " times only");
        assertMigrated(open(disk));
    }

    @Test
    void aMigrationIsNotTakenUpUnderAnotherKey() {
        // Given
        fillAsVersionOne();
        assertThrows(StoreFailure.class, () -> open(new CrashingStore(disk, 2, true)));

        // When, Then
        assertThrows(
                StoreFailure.class,
                () -> StoreFormat.open(disk, SecretKey32.random(Entropy.system()), Entropy.system(), () -> {}));
        assertMigrated(open(disk));
    }

    @Test
    void filesAreRewrittenAtTheNextStartIfThatBrokeOff() {
        // Given
        fillAsVersionOne();
        assertThrows(
                StoreFailure.class,
                () -> StoreFormat.open(disk, key, Entropy.system(), () -> {
                    throw new StoreFailure("no room in this test");
                }));

        // When
        open(disk);
        open(disk);

        // Then
        assertEquals(1, rewrites.get());
    }

    private Store open(Store store) {
        return StoreFormat.open(store, key, Entropy.system(), rewrites::incrementAndGet);
    }

    private void fillAsVersionOne() {
        try (Batch batch = disk.begin()) {
            for (int each = 0; each < ENVELOPES; each++) {
                batch.put(ENVELOPE, Keys.number(each), ascii("envelope " + each));
            }
            batch.put(EPOCH, new byte[0], ascii("an epoch"));
            batch.put(SEEN, ascii("seen"), new byte[0]);
            for (int each = 0; each < 50; each++) {
                batch.put(SUBMISSION, id(each), ascii("submission " + each));
                batch.put(OUTBOX_EXPIRY, Keys.of(Keys.number(each / 10), id(each)), new byte[0]);
            }
            batch.commit();
        }
    }

    private void assertMigrated(Store store) {
        assertEquals(Optional.of((long) StoreFormat.VERSION), version());
        try (Batch batch = store.begin()) {
            TreeMap<String, String> envelopes = rows(batch, ENVELOPE);
            assertEquals(ENVELOPES, envelopes.size());
            envelopes.forEach((at, value) -> assertEquals("envelope " + Long.parseLong(at, 16), value));
            assertArrayEquals(ascii("an epoch"), batch.get(EPOCH, new byte[0]).orElseThrow());
            assertEquals(1, rows(batch, SEEN).size());
            for (int each = 0; each < 50; each++) {
                assertArrayEquals(
                        ascii("submission " + each),
                        batch.get(SUBMITTED, id(each)).orElseThrow());
                assertTrue(batch.get(DUE, Keys.of(Keys.number(each / 10), id(each)))
                        .isPresent());
            }
        }
        try (Batch raw = disk.begin()) {
            assertEquals(
                    0, rows(raw, SUBMISSION).size() + rows(raw, OUTBOX_EXPIRY).size());
            assertEquals(50, rows(raw, SUBMITTED).size());
            assertEquals(50, rows(raw, DUE).size());
            rows(raw, ENVELOPE).values().forEach(each -> assertFalse(each.contains("envelope"), each));
            rows(raw, SUBMITTED).keySet().forEach(each -> assertFalse(each.startsWith("6964"), each));
        }
    }

    private static TreeMap<String, String> rows(Batch batch, Table table) {
        TreeMap<String, String> rows = new TreeMap<>();
        List<Integer> count = new ArrayList<>();
        byte[] end = new byte[8];
        Arrays.fill(end, (byte) 0xFF);
        batch.scan(table, new byte[0], end, (key, value) -> {
            count.add(1);
            rows.put(HexFormat.of().formatHex(key), new String(value, StandardCharsets.US_ASCII));
            return true;
        });
        assertEquals(count.size(), rows.size());
        return rows;
    }

    private Optional<Long> version() {
        try (Batch batch = disk.begin()) {
            return batch.get(StoreFormat.TABLE, ascii("version")).map(value -> Keys.numberAt(value, 0));
        }
    }

    private static void write(Store store, Table table, byte[] at, byte[] value) {
        try (Batch batch = store.begin()) {
            batch.put(table, at, value);
            batch.commit();
        }
    }

    private static byte[] id(int number) {
        return ascii(String.format(java.util.Locale.ROOT, "id%014d", number));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
