package org.waystation.client.vault.directory;

import java.nio.file.Path;
import org.waystation.client.vault.Vault;

/** A program that writes to a vault, one commit after the other, until it is killed; says the number of each. */
public final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
        VaultFiles files = new VaultFiles(Path.of(arguments[0]));
        Vault vault = files.open();
        for (int i = Integer.parseInt(arguments[1]); ; i++) {
            VaultFiles.put(vault, "ana", Integer.toString(i));
            VaultFiles.put(vault, "row " + i % 50, "x".repeat(i % 900));
            System.out.println(i);
        }
    }
}
