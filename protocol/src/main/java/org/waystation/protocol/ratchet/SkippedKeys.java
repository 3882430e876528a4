package org.waystation.protocol.ratchet;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.waystation.protocol.crypto.SecretKey32;

/** Keys of messages of one chain that have not come yet while later ones have, by number. Immutable. */
final class SkippedKeys {
    static final SkippedKeys NONE = new SkippedKeys(Collections.emptyNavigableMap());

    private final NavigableMap<Integer, SkippedKey> byNumber;

    private SkippedKeys(NavigableMap<Integer, SkippedKey> byNumber) {
        this.byNumber = byNumber;
    }

    static SkippedKeys of(NavigableMap<Integer, SkippedKey> byNumber) {
        return byNumber.isEmpty() ? NONE : new SkippedKeys(Collections.unmodifiableNavigableMap(byNumber));
    }

    int size() {
        return byNumber.size();
    }

    Optional<SecretKey32> get(int number) {
        return Optional.ofNullable(byNumber.get(number)).map(SkippedKey::key);
    }

    SkippedKeys without(int number) {
        NavigableMap<Integer, SkippedKey> rest = copy();
        rest.remove(number);
        return of(rest);
    }

    SkippedKeys withoutOldest(int count) {
        NavigableMap<Integer, SkippedKey> rest = copy();
        for (int i = 0; i < count; i++) {
            rest.pollFirstEntry();
        }
        return of(rest);
    }

    /** Without those that were put aside before that day. */
    SkippedKeys since(int day) {
        if (byNumber.values().stream().allMatch(each -> each.day() >= day)) {
            return this;
        }
        NavigableMap<Integer, SkippedKey> rest = copy();
        rest.values().removeIf(each -> each.day() < day);
        return of(rest);
    }

    /** For adding to; this stays as it is. */
    NavigableMap<Integer, SkippedKey> copy() {
        return new TreeMap<>(byNumber);
    }
}
