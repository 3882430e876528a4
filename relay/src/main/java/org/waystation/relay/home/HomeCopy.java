package org.waystation.relay.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waystation.relay.files.PrivateFiles;

/**
 * What of a relay's directory goes into a copy, whether the relay runs or not. Opens none of the keys, so it needs no node key.
 * The restore epoch and the store's head stay behind.
 *
 * <p>Not safe for several threads at once; {@link #takeTurn} keeps other processes out.
 */
public final class HomeCopy {
    static final String CARD = "card";
    static final String CHECKPOINT = "checkpoint";
    static final String LOCK = "lock";
    static final String NATIVE = "native";
    static final String PORT = "port";
    static final String ROSTER = "roster";
    static final String STORE = "store";
    static final String STORE_HEAD = "store.head";
    /** There while a relay is being made. */
    static final String UNFINISHED = "unfinished";

    private static final String TURN = "checkpoint.lock";

    private static final List<String> FILES = List.of(
            SecretFiles.IDENTITY, SecretFiles.TLS, SecretFiles.ROUTING, SecretFiles.NODE_KEY, ROSTER, CARD, PORT);

    private static final List<String> KEYS =
            List.of(SecretFiles.IDENTITY, SecretFiles.TLS, SecretFiles.ROUTING, SecretFiles.NODE_KEY);
    private static final List<String> MADE_LATER = List.of(ROSTER, CARD, STORE, STORE_HEAD);

    private final Path directory;

    private HomeCopy(Path directory) {
        this.directory = directory;
    }

    /** @throws HomeTrouble if there is no relay */
    public static HomeCopy of(Path directory) throws HomeTrouble {
        if (!Files.exists(directory.resolve(SecretFiles.IDENTITY))) {
            throw missing(directory, SecretFiles.IDENTITY);
        }
        return new HomeCopy(directory);
    }

    /** What of a relay lies in a directory, by name. Keys of one that was not made to its end are nothing. */
    static List<String> remains(Path directory) {
        boolean unfinished = Files.exists(directory.resolve(UNFINISHED));
        return Stream.concat(unfinished ? Stream.of(SecretFiles.IDENTITY) : KEYS.stream(), MADE_LATER.stream())
                .filter(name -> Files.exists(directory.resolve(name)))
                .toList();
    }

    /** Keys that are overwritten are gone, and with them what a store holds. */
    static void requireNoRelay(Path directory) throws HomeTrouble {
        List<String> remains = remains(directory);
        if (remains.contains(SecretFiles.IDENTITY)) {
            throw new HomeTrouble("there is a relay in " + directory + " already; nothing was changed");
        }
        if (!remains.isEmpty()) {
            throw new HomeTrouble("there are files of a relay in " + directory + " (" + String.join(", ", remains)
                    + "), but no identity.key; nothing was changed. Put all keys and the card back from one copy, or"
                    + " choose another directory");
        }
    }

    /** What to say of a file without which a relay does not open. */
    static HomeTrouble missing(Path directory, String name) {
        return remains(directory).isEmpty()
                ? new HomeTrouble("there is no relay in " + directory + "; make one with 'relay init'")
                : HomeTrouble.missing(name, directory);
    }

    /** @throws HomeTrouble if another process makes a copy already */
    public HomeLock takeTurn() throws HomeTrouble {
        return HomeLock.tryTake(directory.resolve(TURN))
                .orElseThrow(
                        () -> new HomeTrouble("a copy of this relay is being made already; wait until that is done"));
    }

    /** Keeps the relay from starting; empty if it runs. */
    public Optional<HomeLock> keepStopped() throws HomeTrouble {
        return HomeLock.tryTake(directory.resolve(LOCK));
    }

    public Path store() {
        return directory.resolve(STORE);
    }

    /** Where RocksDB's library goes. */
    public Path library() {
        return directory.resolve(NATIVE);
    }

    /** Where the store's copy lies until it has its place. */
    public Path checkpoint() {
        return directory.resolve(CHECKPOINT);
    }

    /** The place of the store's copy in a copy of the directory. */
    public Path storeIn(Path copy) {
        return copy.resolve(STORE);
    }

    /** Copies keys, partners and card, each synced. */
    public void copyFiles(Path copy) throws IOException {
        for (String each : FILES) {
            try {
                PrivateFiles.replace(copy.resolve(each), Files.readAllBytes(directory.resolve(each)));
            } catch (NoSuchFileException absent) {
                // Not every relay has a node key elsewhere, partners, or a port of its own choice.
            }
        }
    }
}
