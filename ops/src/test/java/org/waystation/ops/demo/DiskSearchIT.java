package org.waystation.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskSearchIT {
    private static final String SECRET = "Vidimo se u sredu, kod reke \uD83C\uDF0A";

    @TempDir
    private Path directory = Path.of("");

    private final Random random = new Random(7);

    @Test
    void aTextIsFoundInEveryForm() throws IOException {
        // Given
        byte[] utf8 = SECRET.getBytes(StandardCharsets.UTF_8);
        write("raw", utf8);
        write("hex", HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII));
        write("HEX", HexFormat.of().withUpperCase().formatHex(utf8).getBytes(StandardCharsets.US_ASCII));
        write("utf16", SECRET.getBytes(StandardCharsets.UTF_16LE));
        // When
        DiskSearch.Result result = search();
        // Then
        assertEquals(4, result.files());
        assertEquals(
                List.of(
                        "a text (hexadecimal) in HEX",
                        "a text (hexadecimal) in hex",
                        "a text (as it is) in raw",
                        "a text (UTF-16) in utf16"),
                result.hits().stream().map(DiskSearch.Hit::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aTextInsideOfSomethingInBase64IsFound(int before) throws IOException {
        // Given
        byte[] whole = concat(noise(before), SECRET.getBytes(StandardCharsets.UTF_8), noise(before % 3));
        write("standard", Base64.getEncoder().encode(whole));
        write("url", Base64.getUrlEncoder().withoutPadding().encode(whole));
        // When
        DiskSearch.Result result = search();
        // Then
        assertEquals(
                List.of("standard", "url"),
                result.hits().stream()
                        .map(hit -> hit.file().getFileName().toString())
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_048_000, 1_048_570, 1_048_576, 1_048_600, 1_048_700, 2_097_140, 2_097_152, 3_000_000})
    void aTextIsFoundOnceWhereverItStandsInALargeFile(int at) throws IOException {
        // Given
        write("large", concat(noise(at), SECRET.getBytes(StandardCharsets.UTF_8), noise(3_000_100 - at)));
        // When
        DiskSearch.Result result = search();
        // Then
        assertEquals(1, result.hits().size());
    }

    @Test
    void nothingIsFoundInNoise() throws IOException {
        // Given
        write("noise", noise(5_000_000));
        // When
        DiskSearch.Result result = search();
        // Then
        assertEquals(new DiskSearch.Result(1, 5_000_000, List.of()), result);
    }

    @Test
    void aNeedleThatWouldBeFoundByChanceIsRefused() {
        // Given
        byte[] tooShort = new byte[7];
        // When
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Needle.ofBytes("a name", tooShort));
        // Then
        assertEquals("too short to be searched for", refusal.getMessage());
    }

    private DiskSearch.Result search() throws IOException {
        return new DiskSearch(List.of(Needle.ofText("a text", SECRET))).in(directory);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.write(part);
        }
        return whole.toByteArray();
    }
}
