package org.waystation.client.vault.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.waystation.client.vault.sqlite.RowCount;

/**
 * A vault as somebody sees it who has its files and not its passphrase. Taking a look changes nothing and takes no lock.
 *
 * @param files by name; empty if there is no vault
 * @param rows how many are in the rows' file, without what lies in the log of an open vault; empty if that cannot be read
 * @param openToOthers the directory or files that other accounts of the machine may read or write
 * @param ownersKnown whether the file system knows of owners at all
 */
public record VaultLook(
        Path directory, List<Trace> files, OptionalLong rows, List<Path> openToOthers, boolean ownersKnown) {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** One file and what it shows from outside. */
    public record Trace(String name, long bytes, Instant changed) {}

    public VaultLook {
        files = List.copyOf(files);
        openToOthers = List.copyOf(openToOthers);
    }

    static VaultLook at(Path directory) throws IOException {
        List<Trace> traces = new ArrayList<>();
        List<Path> open = new ArrayList<>();
        boolean ownersKnown =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        for (Path each : vaultFiles(directory)) {
            BasicFileAttributes found = Files.readAttributes(each, BasicFileAttributes.class);
            traces.add(new Trace(
                    String.valueOf(each.getFileName()),
                    found.size(),
                    found.lastModifiedTime().toInstant()));
            if (ownersKnown && isOpen(each)) {
                open.add(each);
            }
        }
        if (ownersKnown && !traces.isEmpty() && isOpen(directory)) {
            open.add(0, directory);
        }
        return new VaultLook(
                directory, traces, RowCount.of(directory.resolve(VaultDirectory.ROWS_FILE)), open, ownersKnown);
    }

    private static List<Path> vaultFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> String.valueOf(each.getFileName()).startsWith("vault."))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        return !OWNERS.containsAll(Files.getPosixFilePermissions(file));
    }

    /** When anything was written last. */
    public Optional<Instant> lastChanged() {
        return files.stream().map(Trace::changed).max(Comparator.naturalOrder());
    }

    /** Whether a key is among them, which opens the vault with the passphrase. */
    public boolean hasKey() {
        return files.stream().map(Trace::name).anyMatch(VaultDirectory.KEYS::contains);
    }

    /** Whether wrong passphrases were given since it was opened last. */
    public boolean hasWrongTries() {
        return files.stream().map(Trace::name).anyMatch(VaultDirectory.TRIES_FILE::equals);
    }
}
