package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.Vault;

/** A real process, killed in the middle of its work: before, within and after its commits. */
final class KilledWriterIT {
    private static final int KILLS = 6;

    private final VaultFiles files;

    KilledWriterIT(@TempDir Path temporary) {
        files = new VaultFiles(temporary.resolve("vault"));
    }

    @Test
    void aKilledProcessLeavesAVaultThatOpensWithAllThatWasCommitted() throws Exception {
        int last = -1;
        for (int kill = 0; kill < KILLS; kill++) {
            // When
            int said = killedAfter(last + 1, 7 + 13 * kill);

            // Then
            try (Vault vault = VaultFiles.opened(files.opening())) {
                int found = Integer.parseInt(VaultFiles.get(vault, "ana"));
                assertTrue(found >= said, found + " is there, but " + said + " was committed");
                last = found;
            }
        }
        assertTrue(last > 100, "the writers have written");
    }

    /** Starts a writer and kills it after it has said so many lines; the last number that it said. */
    private int killedAfter(int first, int lines) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        files.path.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int said = -1;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                said = Integer.parseInt(String.valueOf(out.readLine()));
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return said;
    }
}
