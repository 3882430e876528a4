package org.waystation.ops.powercut;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.directory.Passphrase;
import org.waystation.client.vault.directory.VaultDirectory;
import org.waystation.client.vault.directory.VaultOpening;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.id.Bytes;

/** A client's vault: made, written to, closed, opened and written to again. */
final class WritingVault implements Subject {
    private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8 * 1_024, 1, 1);
    private static final RowKey NEWEST = RowKey.of("newest");
    private static final int OTHERS = 20;
    private static final int LONGEST_BYTES = 900;

    public static void main(String[] arguments) {
        int changes = Integer.parseInt(arguments[1]);
        write(Path.of(arguments[0]), 0, changes / 2);
        write(Path.of(arguments[0]), changes / 2, changes);
    }

    private static void write(Path directory, int from, int to) {
        try (Vault vault = opened(vault(directory).openOrCreate(passphrase()))) {
            for (int i = from; i < to; i++) {
                put(vault, i);
                System.out.println(Subject.SAID + i);
            }
        }
    }

    private static void put(Vault vault, int number) {
        vault.transact(rows -> {
            rows.put(Drawer.CONTACTS, NEWEST, text(Integer.toString(number)));
            rows.put(
                    Drawer.CONTACTS,
                    RowKey.of("other " + number % OTHERS),
                    Bytes.wrap(new byte[number * 37 % LONGEST_BYTES]));
            return null;
        });
    }

    @Override
    public Class<?> program() {
        return WritingVault.class;
    }

    @Override
    public int newest(Path directory, int said) {
        VaultDirectory left = vault(directory);
        // Nobody was told that there is a vault: then it is made anew.
        VaultOpening opening = said == NOTHING ? left.openOrCreate(passphrase()) : left.open(passphrase());
        try (Vault vault = opened(opening)) {
            return vault.transact(rows -> rows.get(Drawer.CONTACTS, NEWEST))
                    .map(found -> Integer.parseInt(new String(found.toByteArray(), StandardCharsets.US_ASCII)))
                    .orElse(NOTHING);
        }
    }

    private static VaultDirectory vault(Path directory) {
        return new VaultDirectory(directory.resolve("vault"), CHEAP, Clock.systemUTC(), Entropy.system());
    }

    private static Passphrase passphrase() {
        return Passphrase.of("a long walk home");
    }

    private static Vault opened(VaultOpening opening) {
        if (opening instanceof VaultOpening.Opened opened) {
            return opened.vault();
        }
        throw new IllegalStateException("the vault did not open: " + opening);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
