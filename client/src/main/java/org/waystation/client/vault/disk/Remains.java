package org.waystation.client.vault.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What could not be destroyed or removed of a vault.
 *
 * @param keys files that hold its key, under the passphrase; while one is left, the vault is not destroyed
 * @param others of no use to anybody without a key
 */
public record Remains(List<Path> keys, List<Path> others) {
    public Remains {
        keys = List.copyOf(keys);
        others = List.copyOf(others);
    }

    public boolean isKeyLeft() {
        return !keys.isEmpty();
    }

    /** Keys first. */
    public List<Path> all() {
        return Stream.concat(keys.stream(), others.stream()).toList();
    }
}
