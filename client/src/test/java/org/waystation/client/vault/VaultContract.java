package org.waystation.client.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;

/** What every vault promises. */
public interface VaultContract {
    RowKey ANA = RowKey.of("ana");
    RowKey BOJAN = RowKey.of("bojan");

    Vault vault();

    /** Closes the vault and opens the same one again. */
    Vault reopened();

    @Test
    default void aRowIsFoundByItsDrawerAndItsKey() {
        // Given
        vault().transact(rows -> {
            rows.put(Drawer.CONTACTS, ANA, bytes("a contact"));
            rows.put(Drawer.CARDS, ANA, bytes("a card"));
            return null;
        });

        // When
        Optional<Bytes> found = vault().transact(rows -> rows.get(Drawer.CONTACTS, ANA));

        // Then
        assertEquals(Optional.of(bytes("a contact")), found);
        assertEquals(Optional.empty(), vault().transact(rows -> rows.get(Drawer.CONTACTS, BOJAN)));
    }

    @Test
    default void aReplacedRowKeepsItsPlaceInTheOrderOfInsertion() {
        // Given
        vault().transact(rows -> {
            rows.put(Drawer.CONTACTS, BOJAN, bytes("1"));
            rows.put(Drawer.CONTACTS, ANA, bytes("2"));
            return null;
        });

        // When
        vault().transact(rows -> {
            rows.put(Drawer.CONTACTS, BOJAN, bytes("3"));
            return null;
        });

        // Then
        assertEquals(
                List.of(new VaultRow(BOJAN, bytes("3")), new VaultRow(ANA, bytes("2"))),
                vault().transact(rows -> rows.list(Drawer.CONTACTS)));
    }

    @Test
    default void rowsAreListedByTheirParent() {
        // When
        vault().transact(rows -> {
            rows.put(Drawer.INCOMING, ANA.then(1), ANA, bytes("one"));
            rows.put(Drawer.INCOMING, BOJAN.then(1), BOJAN, bytes("other"));
            rows.put(Drawer.INCOMING, ANA.then(2), ANA, bytes("two"));
            rows.put(Drawer.OUTGOING, ANA.then(3), ANA, bytes("another drawer"));
            return null;
        });

        // Then
        assertEquals(
                List.of(new VaultRow(ANA.then(1), bytes("one")), new VaultRow(ANA.then(2), bytes("two"))),
                vault().transact(rows -> rows.list(Drawer.INCOMING, ANA)));
        assertEquals(3, vault().transact(rows -> rows.list(Drawer.INCOMING)).size());
    }

    @Test
    default void aTransactionSeesItsOwnWrites() {
        // When
        List<VaultRow> seen = vault().transact(rows -> {
            rows.put(Drawer.CONTACTS, ANA, bytes("1"));
            rows.put(Drawer.CONTACTS, BOJAN, bytes("2"));
            rows.delete(Drawer.CONTACTS, ANA);
            return rows.list(Drawer.CONTACTS);
        });

        // Then
        assertEquals(List.of(new VaultRow(BOJAN, bytes("2"))), seen);
    }

    @Test
    default void nothingOfAFailedTransactionHasHappened() {
        // Given
        vault().transact(rows -> {
            rows.put(Drawer.CONTACTS, ANA, bytes("before"));
            rows.put(Drawer.CONTACTS, BOJAN, bytes("second"));
            return null;
        });

        // When
        assertThrows(
                IllegalStateException.class,
                () -> vault().transact(rows -> {
                    rows.put(Drawer.CONTACTS, ANA, bytes("after"));
                    rows.delete(Drawer.CONTACTS, ANA);
                    rows.delete(Drawer.CONTACTS, BOJAN);
                    rows.put(Drawer.CARDS, ANA, bytes("new"));
                    throw new IllegalStateException("half way");
                }));

        // Then
        assertEquals(
                List.of(new VaultRow(ANA, bytes("before")), new VaultRow(BOJAN, bytes("second"))),
                vault().transact(rows -> rows.list(Drawer.CONTACTS)));
        assertTrue(vault().transact(rows -> rows.list(Drawer.CARDS)).isEmpty());
    }

    @Test
    default void whatWasCommittedIsThereWhenTheVaultIsOpenedAgain() {
        // Given
        vault().transact(rows -> {
            rows.put(Drawer.CONTACTS, ANA, bytes("a contact"));
            return null;
        });

        // When
        Vault again = reopened();

        // Then
        assertEquals(Optional.of(bytes("a contact")), again.transact(rows -> rows.get(Drawer.CONTACTS, ANA)));
    }

    @Test
    default void anEmptyValueAndALargeOneComeBackAsTheyWere() {
        // Given
        byte[] large = new byte[70_001];
        large[70_000] = 1;

        // When
        vault().transact(rows -> {
            rows.put(Drawer.SUBMISSIONS, ANA, Bytes.copyOf(large));
            rows.put(Drawer.SUBMISSIONS, RowKey.ONLY, Bytes.copyOf(new byte[0]));
            return null;
        });

        // Then
        assertEquals(Optional.of(Bytes.copyOf(large)), vault().transact(rows -> rows.get(Drawer.SUBMISSIONS, ANA)));
        assertEquals(
                Optional.of(Bytes.copyOf(new byte[0])),
                vault().transact(rows -> rows.get(Drawer.SUBMISSIONS, RowKey.ONLY)));
    }

    @Test
    default void transactionsDoNotNest() {
        assertThrows(
                IllegalStateException.class,
                () -> vault().transact(outer -> vault().transact(inner -> inner.list(Drawer.CONTACTS))));
    }

    static Bytes bytes(String text) {
        return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
