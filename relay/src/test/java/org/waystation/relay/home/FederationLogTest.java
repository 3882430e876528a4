package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationLogTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123Z");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyChangeIsALineThatOnlyTheRelaysUserCanRead() throws Exception {
        // Given
        Path file = directory.resolve("federation.log");
        FederationLog log = new FederationLog(file);
        // When
        log.add(NOW, FederationLog.By.OPERATOR, "denied 12345");
        log.add(NOW, FederationLog.By.LINK, "new card");
        // Then
        assertEquals(
                List.of("2030-01-01T00:00:00Z operator: denied 12345", "2030-01-01T00:00:00Z link: new card"),
                Files.readAllLines(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void yearsOfChangesStayWithinTwoFiles() throws Exception {
        // Given
        FederationLog log = new FederationLog(directory.resolve("federation.log"));
        String change = "x".repeat(10_000);
        // When
        for (int i = 0; i < 400; i++) {
            log.add(NOW, FederationLog.By.LINK, i + change);
        }
        // Then
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> kept = files.toList();
            assertEquals(2, kept.size());
            for (Path each : kept) {
                assertTrue(Files.size(each) <= FederationLog.MOST_BYTES + 20_000, each + " grows");
            }
        }
        List<String> newest = Files.readAllLines(directory.resolve("federation.log"));
        assertTrue(newest.get(newest.size() - 1).contains("399x"));
    }
}
