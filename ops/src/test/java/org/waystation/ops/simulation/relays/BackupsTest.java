package org.waystation.ops.simulation.relays;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Table;

/** Of six writes, each of the row that counts them, with a copy after each. */
class BackupsTest {
    private static final int WRITES = 6;
    private static final Table TABLE = new Table("count");
    private static final byte[] KEY = {1};

    private final FragileDisk disk = new FragileDisk(List.of(TABLE));
    private final Backups backups = new Backups(disk);

    @ParameterizedTest
    @CsvSource({"0,6", "1,5", "3,3", "100,3"})
    void aCopyIsPutBackByItsAge(int age, int expected) {
        // Given
        for (byte count = 1; count <= WRITES; count++) {
            write(count);
            backups.take();
        }
        write((byte) 99);

        // When
        backups.putBack(age);

        // Then
        assertEquals(List.of((byte) expected), read());
    }

    @Test
    void theSameCopyCanBePutBackAgain() {
        // Given
        write((byte) 1);
        backups.take();
        backups.putBack(0);
        write((byte) 2);

        // When
        backups.putBack(0);

        // Then
        assertEquals(List.of((byte) 1), read());
    }

    private void write(byte count) {
        try (Batch batch = disk.begin()) {
            batch.put(TABLE, KEY, new byte[] {count});
            batch.commit();
        }
    }

    private List<Byte> read() {
        List<Byte> found = new ArrayList<>();
        disk.visit(TABLE, (key, value) -> found.add(value[0]));
        return found;
    }
}
