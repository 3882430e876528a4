package org.waystation.relay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/** A store on a real disk, looked through without changing it. */
class SealedLedgerIT {
    private static final Table TEXTS = new Table("texts");
    private static final Table BY_ID = new Table("by-id").withIdAt(0);

    /** With those that older versions had. */
    static final List<Table> TABLES = Stream.concat(
                    Stream.of(TEXTS, BY_ID),
                    Stream.of(
                                    "mailbox",
                                    "envelope",
                                    "prekey",
                                    "epoch",
                                    "served",
                                    "member",
                                    "voucher",
                                    "outbox",
                                    "outbox-head",
                                    "submitted",
                                    "outbox-due")
                            .map(Table::new))
            .toList();

    private static final byte[] ID = bytes("sixteen bytes id");

    private final SecretKey32 secret = SecretKey32.random(Entropy.system());
    private Path store = Path.of("");
    private Path library = Path.of("");

    @BeforeEach
    void fill(@TempDir Path root) {
        store = root.resolve("store");
        library = root.resolve("native");
        try (Store open = StoreDirectory.open(store, TABLES, secret, Entropy.system());
                Batch batch = open.begin()) {
            batch.put(TEXTS, bytes("a"), bytes("one"));
            batch.put(TEXTS, bytes("b"), bytes("two"));
            batch.put(BY_ID, ID, bytes("three"));
            batch.commit();
        }
    }

    @Test
    void rowsAreAsTheirOwnersWroteThem() {
        // Given
        List<String> seen = new ArrayList<>();

        // When
        try (SealedLedger ledger = open(secret)) {
            ledger.forEach(TEXTS, (key, value) -> seen.add(text(key) + "=" + text(value)));
            ledger.forEach(BY_ID, (key, value) -> seen.add(text(key) + "=" + text(value)));
            assertArrayEquals(bytes("three"), ledger.get(BY_ID, ID).orElseThrow());
            assertEquals(0, ledger.damaged());
        }

        // Then
        assertEquals(List.of("a=one", "b=two", "sixteen bytes id=three"), seen);
    }

    @Test
    void aRowThatDoesNotOpenIsCountedAndTheOthersAreSeen() {
        // Given
        try (RocksRows disk = RocksRows.openAsItIs(store, library, false)) {
            PendingWrites writes = new PendingWrites();
            writes.put(TEXTS, bytes("a"), disk.get(TEXTS, bytes("b")).orElseThrow());
            disk.write(writes);
        }
        List<String> seen = new ArrayList<>();

        // When
        try (SealedLedger ledger = open(secret)) {
            ledger.forEach(TEXTS, (key, value) -> seen.add(text(key)));

            // Then
            assertEquals(1, ledger.damaged());
        }
        assertEquals(List.of("b"), seen);
    }

    @Test
    void lookingChangesNoFile() throws Exception {
        // Given
        Map<String, FileTime> before = files();

        // When
        try (SealedLedger ledger = open(secret)) {
            ledger.forEach(TEXTS, (key, value) -> {});
        }

        // Then
        assertEquals(before, files());
    }

    @Test
    void anotherRelaysKeyIsRefused() {
        // Given
        SecretKey32 other = SecretKey32.random(Entropy.system());

        // When
        StoreFailure refusal = assertThrows(StoreFailure.class, () -> open(other));

        // Then
        assertTrue(String.valueOf(refusal.getMessage()).contains("identity.key"));
    }

    @Test
    void aStoreOfAnEarlierVersionIsToBeBroughtAlongFirst() {
        // Given
        StoreDirectory.detach(store, StoreFormat.TABLE, library);

        // When
        StoreFailure refusal = assertThrows(StoreFailure.class, () -> open(secret));

        // Then
        assertTrue(String.valueOf(refusal.getMessage()).contains("earlier version"));
    }

    private SealedLedger open(SecretKey32 key) {
        return SealedLedger.open(store, key, Entropy.system(), library);
    }

    private Map<String, FileTime> files() throws Exception {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(store)) {
            for (Path each : all.filter(file -> !file.endsWith("LOG")).toList()) {
                files.put(each.getFileName().toString(), Files.getLastModifiedTime(each));
            }
        }
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
