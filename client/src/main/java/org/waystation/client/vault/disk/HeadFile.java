package org.waystation.client.vault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * The file that remembers, outside of the rows' file, how many commits there have been; so an older copy of the rows is
 * noticed. Two slots of {@value #SLOT_BYTES} bytes, written in turn, each
 *
 * <pre>
 * AEAD(number of the newest commit, 8), 40 | zeros
 * </pre>
 *
 * The greater number counts, so a slot that a crash left half written costs nothing. A note follows its commit and is not
 * synced before {@link #close()}: this file may be behind the rows, never ahead of them. Confined to one thread.
 */
public final class HeadFile implements AutoCloseable {
    private static final int SLOT_BYTES = 4_096;
    private static final int SLOTS = 2;
    private static final int SEALED_BYTES = Long.BYTES + Aead.OVERHEAD_BYTES;
    private static final byte[] PURPOSE = "vault.head".getBytes(StandardCharsets.US_ASCII);

    private final FileChannel channel;
    private final SecretKey32 key;
    private final Entropy entropy;

    private HeadFile(FileChannel channel, SecretKey32 key, Entropy entropy) {
        this.channel = channel;
        this.key = key;
        this.entropy = entropy;
    }

    /** The number that the file remembers; nothing if there is no file, or none that this key has sealed. */
    public static OptionalLong read(Path file, SecretKey32 key) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        OptionalLong greatest = OptionalLong.empty();
        for (int slot = 0; slot < SLOTS && content.length == SLOTS * SLOT_BYTES; slot++) {
            int from = slot * SLOT_BYTES;
            OptionalLong number = opened(Arrays.copyOfRange(content, from, from + SEALED_BYTES), key);
            if (number.isPresent() && number.getAsLong() > greatest.orElse(Long.MIN_VALUE)) {
                greatest = number;
            }
        }
        return greatest;
    }

    /** Makes the file, or makes it anew, durably. */
    public static void create(Path directory, String name, long commit, SecretKey32 key, Entropy entropy)
            throws IOException {
        ByteBuffer content = ByteBuffer.allocate(SLOTS * SLOT_BYTES);
        for (int slot = 0; slot < SLOTS; slot++) {
            content.put(slot * SLOT_BYTES, sealed(commit, key, entropy));
        }
        PrivateFiles.replace(directory, name, content.array());
    }

    /** Opens the file for notes. The key stays the caller's. */
    public static HeadFile open(Path file, SecretKey32 key, Entropy entropy) throws IOException {
        return new HeadFile(FileChannel.open(file, StandardOpenOption.WRITE), key, entropy);
    }

    /** Remembers a commit that is durable. */
    public void note(long commit) throws IOException {
        PrivateFiles.writeAt(channel, commit % SLOTS * SLOT_BYTES, sealed(commit, key, entropy));
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            channel.force(false);
        }
    }

    private static byte[] sealed(long commit, SecretKey32 key, Entropy entropy) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(commit).array();
        return Aead.seal(Label.VAULT_ROW, key, PURPOSE, number, entropy);
    }

    private static OptionalLong opened(byte[] sealed, SecretKey32 key) {
        try {
            return OptionalLong.of(ByteBuffer.wrap(Aead.open(Label.VAULT_ROW, key, PURPOSE, sealed))
                    .getLong());
        } catch (CryptoRefused e) {
            return OptionalLong.empty();
        }
    }
}
