package org.waystation.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.waystation.federation.store.StoreFailure;
import org.waystation.relay.files.PrivateFiles;

/**
 * Remembers beside a store how far it has come, so that one that has lost its newest rows, or all of them, is noticed: RocksDB by itself
 * takes a log that ends early for one that was cut off by a crash, and a directory without its first file for a new store.
 *
 * <pre>
 * number of the newest row that is synced, 8 | CRC-32C of that, 8
 * </pre>
 *
 * twice, written in turn, so that a note which a crash leaves half written costs nothing. A note follows the sync of what it counts and
 * is not synced itself: it may be behind the store, never ahead of it. An empty file says that the operator takes the store as it is,
 * whatever is missing. Confined to one thread.
 */
final class StoreHead implements AutoCloseable {
    /** Noted by an operator who takes the store as it is: less than of a new one. */
    static final OptionalLong AS_IT_IS = OptionalLong.of(-1);

    private static final int SLOT_BYTES = 2 * Long.BYTES;
    private static final int SLOTS = 2;

    private final Path file;
    private final ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    private FileChannel channel;
    private int next;

    private StoreHead(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The file of the store in a directory. */
    static Path of(Path store) {
        return store.resolveSibling(store.getFileName() + ".head");
    }

    /**
     * What was noted of a store; nothing if there is no file, or no whole note in it.
     *
     * @throws StoreFailure if there is one that cannot be read
     */
    static OptionalLong read(Path store) {
        try {
            ByteBuffer slots = ByteBuffer.wrap(Files.readAllBytes(of(store)));
            OptionalLong newest = slots.hasRemaining() ? OptionalLong.empty() : AS_IT_IS;
            while (slots.remaining() >= SLOT_BYTES) {
                long number = slots.getLong();
                if (slots.getLong() == sum(number) && number >= newest.orElse(0)) {
                    newest = OptionalLong.of(number);
                }
            }
            return newest;
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw unusable(of(store), e);
        }
    }

    /**
     * Opens the file of an open store for notes, and makes it if there is none.
     *
     * @param number of the store's newest row
     */
    static StoreHead open(Path store, long number) {
        Path file = of(store);
        try {
            if (!Files.exists(file) || Files.size(file) != SLOTS * SLOT_BYTES) {
                ByteBuffer slots = ByteBuffer.allocate(SLOTS * SLOT_BYTES);
                for (int i = 0; i < SLOTS; i++) {
                    slots.putLong(number).putLong(sum(number));
                }
                PrivateFiles.replace(file, slots.array());
            }
            StoreHead head = new StoreHead(file, FileChannel.open(file, StandardOpenOption.WRITE));
            head.note(number);
            return head;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static StoreFailure unusable(Path file, IOException e) {
        return new StoreFailure(
                file + " cannot be read or written (" + e.getMessage()
                        + "): look at the disk; 'relay restored' makes this file anew",
                e);
    }

    private static long sum(long number) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return sum.getValue();
    }

    /** Remembers the number of a row that is synced. One that cannot be noted costs nothing but that it is not guarded. */
    void note(long number) {
        slot.clear().putLong(number).putLong(sum(number)).flip();
        try {
            channel.write(slot, (long) next * SLOT_BYTES);
            next = (next + 1) % SLOTS;
        } catch (IOException e) {
            reopen();
        }
    }

    /** A channel that an interrupt has closed is of no further use. */
    private void reopen() {
        try {
            channel.close();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // The next note tries again.
        }
    }

    @Override
    public void close() {
        try (FileChannel closing = channel) {
            if (closing.isOpen()) {
                closing.force(false);
            }
        } catch (IOException e) {
            // An older note guards a little less.
        }
    }
}
