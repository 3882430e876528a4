package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.waystation.client.vault.VaultContract.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.Vault;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/** A real vault on disk, and what somebody who can change its files but has no key may do with them. */
final class VaultFiles {
    static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8 * 1024, 1, 1);
    static final Passphrase PASSPHRASE = Passphrase.of("a long walk home");

    final Path path;
    final VaultDirectory directory;

    VaultFiles(Path path) {
        this(path, Clock.systemUTC());
    }

    VaultFiles(Path path, Clock clock) {
        this.path = path;
        this.directory = new VaultDirectory(path, CHEAP, clock, Entropy.system());
    }

    VaultOpening opening() {
        return directory.open(PASSPHRASE);
    }

    Vault open() {
        return opened(directory.openOrCreate(PASSPHRASE));
    }

    static Vault opened(VaultOpening opening) {
        return assertInstanceOf(VaultOpening.Opened.class, opening).vault();
    }

    /** Opens it, puts a text, closes it. */
    VaultFiles with(String key, String text) {
        try (Vault vault = open()) {
            put(vault, key, text);
        }
        return this;
    }

    static void put(Vault vault, String key, String text) {
        vault.transact(rows -> {
            rows.put(Drawer.CONTACTS, RowKey.of(key), bytes(text));
            return null;
        });
    }

    static String get(Vault vault, String key) {
        return vault.transact(rows -> rows.get(Drawer.CONTACTS, RowKey.of(key)))
                .map(found -> new String(found.toByteArray(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** All files as they are now. */
    Map<String, byte[]> copy() {
        Map<String, byte[]> copy = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path each : files.toList()) {
                copy.put(each.getFileName().toString(), Files.readAllBytes(each));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Puts files back as they were, and takes away those that were not there. */
    void restore(Map<String, byte[]> copy, String... names) {
        for (String each : names) {
            try {
                Files.deleteIfExists(file(each));
                if (copy.containsKey(each)) {
                    Files.write(file(each), copy.get(each));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Changes the rows' file with SQLite itself. */
    void edit(String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file("vault.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** This vault's key file as it is while the vault is being made: no head is promised yet. */
    byte[] unpromisedKeyFile() {
        try {
            WrappedKey wrapped = WrappedKey.parse(Files.readAllBytes(file("vault.key")));
            SecretKey32 stretched = PASSPHRASE.stretchedBy(wrapped.stretching());
            SecretKey32 key = wrapped.unwrap(stretched).orElseThrow();
            return WrappedKey.wrap(key, wrapped.stretching(), stretched, false, Entropy.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
