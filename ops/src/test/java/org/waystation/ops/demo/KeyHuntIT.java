package org.waystation.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.id.Bytes;

final class KeyHuntIT {
    private final Random random = new Random(11);
    private final byte[] signing = noise(32);
    private final byte[] agreement = noise(32);
    private final Path directory;

    KeyHuntIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void keysAreFoundByTheFingerprintAlone() throws Exception {
        // Given
        Files.write(directory.resolve("prekeys"), pair());
        // When
        List<DiskSearch.Hit> hits = new KeyHunt(List.of(fingerprint(signing, agreement))).in(directory);
        // Then
        assertEquals(
                List.of("a person's identity keys (as it is) in prekeys"),
                hits.stream().map(DiskSearch.Hit::toString).toList());
    }

    @Test
    void keysOfSomebodyElseAreNotTaken() throws Exception {
        // Given
        Files.write(directory.resolve("prekeys"), pair());
        // When
        List<DiskSearch.Hit> hits = new KeyHunt(List.of(fingerprint(noise(32), agreement))).in(directory);
        // Then
        assertEquals(List.of(), hits);
    }

    private byte[] pair() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(noise(1_000));
        content.writeBytes(new byte[] {0x0A, 0x20});
        content.writeBytes(signing);
        content.writeBytes(new byte[] {0x12, 0x20});
        content.writeBytes(agreement);
        content.writeBytes(noise(10));
        return content.toByteArray();
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static Bytes fingerprint(byte[] signing, byte[] agreement) {
        return Bytes.wrap(Digest.sha256(Label.PERSON_FINGERPRINT, signing, agreement));
    }
}
