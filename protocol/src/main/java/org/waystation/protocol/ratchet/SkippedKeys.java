package org.waystation.protocol.ratchet;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.waystation.protocol.crypto.SecretKey32;

/** Keys of messages of one chain that have not come yet while later ones have, by number. Immutable. */
final class SkippedKeys {
    static final SkippedKeys NONE = new SkippedKeys(Collections.emptyNavigableMap());

    private final NavigableMap<Integer, SecretKey32> byNumber;

    private SkippedKeys(NavigableMap<Integer, SecretKey32> byNumber) {
        this.byNumber = byNumber;
    }

    static SkippedKeys of(NavigableMap<Integer, SecretKey32> byNumber) {
        return byNumber.isEmpty() ? NONE : new SkippedKeys(Collections.unmodifiableNavigableMap(byNumber));
    }

    int size() {
        return byNumber.size();
    }

    Optional<SecretKey32> get(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    SkippedKeys without(int number) {
        NavigableMap<Integer, SecretKey32> rest = copy();
        rest.remove(number);
        return of(rest);
    }

    SkippedKeys withoutOldest(int count) {
        NavigableMap<Integer, SecretKey32> rest = copy();
        for (int i = 0; i < count; i++) {
            rest.pollFirstEntry();
        }
        return of(rest);
    }

    /** For adding to; this stays as it is. */
    NavigableMap<Integer, SecretKey32> copy() {
        return new TreeMap<>(byNumber);
    }
}
