package org.waystation.client.vault.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** The small files beside a vault. Whatever is in them, a vault that can be opened is opened. */
public final class FileDecoders implements Decoders {
    private static final SecretKey32 KEY = SecretKey32.copyOf(new byte[SecretKey32.BYTES]);

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("client.tries").from(() -> List.of(tries())).readOnly(FileDecoders::tries),
                Decoder.named("client.head-file").from(() -> List.of(head())).readOnly(FileDecoders::head));
    }

    private static byte[] tries() {
        try {
            Files.deleteIfExists(Scratch.FILE);
            new TriesFile(Scratch.FILE).write(new WrongTries(3, Instant.ofEpochSecond(1_800_000_000L)));
            return Files.readAllBytes(Scratch.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WrongTries tries(byte[] content) throws IOException {
        return new TriesFile(Files.write(Scratch.FILE, content)).read();
    }

    private static byte[] head() {
        try {
            HeadFile.create(Scratch.FILE.getParent(), Scratch.FILE.getFileName().toString(), 7, KEY, target -> {});
            return Files.readAllBytes(Scratch.FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalLong head(byte[] content) throws IOException {
        return HeadFile.read(Files.write(Scratch.FILE, content), KEY);
    }

    /** One file for all readings of a process. */
    private static final class Scratch {
        static final Path FILE = file();

        private static Path file() {
            try {
                Path file = Files.createTempDirectory("waystation-decoders").resolve("file");
                file.getParent().toFile().deleteOnExit();
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
