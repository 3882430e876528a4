package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waystation.federation.store.Batch;
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
    private static final int SUBMISSIONS = 50;
    private static final int ENVELOPES = 2 * SealRows.ROWS_AT_ONCE + 5;

    private final InMemoryRows disk = new InMemoryRows();
    private final SecretKey32 key = SecretKey32.random(Entropy.system());
    private final AtomicInteger rewrites = new AtomicInteger();

    @Test
    void aNewStoreIsOfThisVersionAndNothingIsRewritten() {
        // When
        open();

        // Then
        assertEquals(Optional.of((long) StoreFormat.VERSION), version());
        assertEquals(0, rewrites.get());
    }

    @Test
    void whatWasWrittenIsThereAfterTheNextStart() {
        // Given
        write(open(), ENVELOPE, new byte[] {1}, new byte[] {2});

        // When
        Store again = open();

        // Then
        try (Batch batch = again.begin()) {
            assertArrayEquals(
                    new byte[] {2}, batch.get(ENVELOPE, new byte[] {1}).orElseThrow());
        }
    }

    @Test
    void anotherRelaysSecretIsRefusedAtTheStart() {
        // Given
        open();

        // When
        StoreFailure failure = assertThrows(
                StoreFailure.class,
                () -> StoreDirectory.over(disk, SecretKey32.random(Entropy.system()), Entropy.system(), () -> {}));

        // Then
        assertTrue(String.valueOf(failure.getMessage()).contains("identity.key"), failure::getMessage);
    }

    @Test
    void aStoreWithoutItsCheckIsRefused() {
        // Given
        open();
        disk.table(StoreFormat.TABLE).remove(ascii("check"));

        // When, Then
        assertThrows(StoreFailure.class, () -> open());
    }

    @Test
    void aLaterVersionIsRefusedInWords() {
        // Given
        open();
        disk.table(StoreFormat.TABLE).put(ascii("version"), Keys.number(StoreFormat.VERSION + 1));

        // When
        StoreFailure failure = assertThrows(StoreFailure.class, () -> open());

        // Then
        assertTrue(String.valueOf(failure.getMessage()).contains("later version of Waystation"), failure::getMessage);
        assertEquals(Optional.of(StoreFormat.VERSION + 1L), version());
    }

    @Test
    void everyRowOfVersionOneIsThereAndNoneCanBeReadOnTheDisk() {
        // Given
        fillAsVersionOne();

        // When
        Store store = open();

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
            disk.dieAfter(1, crashes % 2 == 0);
            try {
                open();
                done = true;
            } catch (StoreFailure crash) {
                crashes++;
            }
        }

        // Then
        disk.live();
        assertTrue(crashes > ENVELOPES / SealRows.ROWS_AT_ONCE, "crashed " + crashes + " times only");
        assertMigrated(open());
    }

    @Test
    void aMigrationIsNotTakenUpUnderAnotherKey() {
        // Given
        fillAsVersionOne();
        disk.dieAfter(2, true);
        assertThrows(StoreFailure.class, this::open);
        disk.live();

        // When, Then
        assertThrows(
                StoreFailure.class,
                () -> StoreDirectory.over(disk, SecretKey32.random(Entropy.system()), Entropy.system(), () -> {}));
        assertMigrated(open());
    }

    @Test
    void filesAreRewrittenAtTheNextStartIfThatBrokeOff() {
        // Given
        fillAsVersionOne();
        assertThrows(
                StoreFailure.class,
                () -> StoreDirectory.over(disk, key, Entropy.system(), () -> {
                    throw new StoreFailure("no room in this test");
                }));

        // When
        open();
        open();

        // Then
        assertEquals(1, rewrites.get());
    }

    private Store open() {
        return StoreDirectory.over(disk, key, Entropy.system(), rewrites::incrementAndGet);
    }

    private void fillAsVersionOne() {
        for (int each = 0; each < ENVELOPES; each++) {
            disk.table(ENVELOPE).put(Keys.number(each), ascii("envelope " + each));
        }
        disk.table(EPOCH).put(new byte[0], ascii("an epoch"));
        disk.table(SEEN).put(ascii("seen"), new byte[0]);
        for (int each = 0; each < SUBMISSIONS; each++) {
            disk.table(SUBMISSION).put(id(each), ascii("submission " + each));
            disk.table(OUTBOX_EXPIRY).put(expiry(each), new byte[0]);
        }
    }

    private void assertMigrated(Store store) {
        assertEquals(Optional.of((long) StoreFormat.VERSION), version());
        try (Batch batch = store.begin()) {
            for (int each = 0; each < ENVELOPES; each++) {
                assertRow("envelope " + each, batch.get(ENVELOPE, Keys.number(each)));
            }
            assertRow("an epoch", batch.get(EPOCH, new byte[0]));
            assertRow("", batch.get(SEEN, ascii("seen")));
            for (int each = 0; each < SUBMISSIONS; each++) {
                assertRow("submission " + each, batch.get(SUBMITTED, id(each)));
                assertRow("", batch.get(DUE, expiry(each)));
            }
        }
        assertEquals(List.of(ENVELOPES, SUBMISSIONS, SUBMISSIONS), sizes(ENVELOPE, SUBMITTED, DUE));
        assertEquals(List.of(0, 0), sizes(SUBMISSION, OUTBOX_EXPIRY));
        disk.table(ENVELOPE).values().forEach(each -> assertFalse(text(each).contains("envelope")));
        disk.table(SUBMITTED).values().forEach(each -> assertFalse(text(each).contains("submission")));
        disk.table(SUBMITTED).keySet().forEach(each -> assertFalse(text(each).startsWith("id0")));
        disk.table(DUE).keySet().forEach(each -> assertFalse(text(each).contains("id0")));
    }

    private static void assertRow(String expected, Optional<byte[]> row) {
        assertEquals(Optional.of(expected), row.map(StoreFormatTest::text));
    }

    private List<Integer> sizes(Table... tables) {
        return Stream.of(tables).map(each -> disk.table(each).size()).toList();
    }

    private Optional<Long> version() {
        return disk.get(StoreFormat.TABLE, ascii("version")).map(value -> Keys.numberAt(value, 0));
    }

    private static byte[] expiry(int number) {
        return Keys.of(Keys.number(number / 10), id(number));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
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
