package org.waystation.ops.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.id.Bytes;

/**
 * Looks for people's identity keys without knowing them: every place in a file that could hold a pair of keys, as prekeys
 * and introductions write them, is hashed and compared with the fingerprints in their contact links. One thread.
 */
final class KeyHunt {
    private static final int KEY_BYTES = 32;

    /** Protobuf's header of the first field, if it holds 32 bytes. */
    private static final byte[] BEFORE_SIGNING = {0x0A, KEY_BYTES};

    private static final byte[] BEFORE_AGREEMENT = {0x12, KEY_BYTES};
    private static final int AGREEMENT_AT = BEFORE_SIGNING.length + KEY_BYTES;
    private static final int PAIR_BYTES = AGREEMENT_AT + BEFORE_AGREEMENT.length + KEY_BYTES;

    private final List<Bytes> fingerprints;

    KeyHunt(List<Bytes> fingerprints) {
        this.fingerprints = List.copyOf(fingerprints);
    }

    List<DiskSearch.Hit> in(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<DiskSearch.Hit> hits = new ArrayList<>();
        for (Path file : files) {
            try {
                hunt(Files.readAllBytes(file), file, hits);
            } catch (NoSuchFileException gone) {
                // A running relay deletes files; what is gone holds nothing.
            }
        }
        return hits;
    }

    private void hunt(byte[] content, Path file, List<DiskSearch.Hit> hits) {
        for (int at = 0; at + PAIR_BYTES <= content.length; at++) {
            if (isAt(BEFORE_SIGNING, content, at)
                    && isAt(BEFORE_AGREEMENT, content, at + AGREEMENT_AT)
                    && fingerprints.contains(fingerprint(content, at))) {
                hits.add(new DiskSearch.Hit("a person's identity keys", "as it is", file));
            }
        }
    }

    private static boolean isAt(byte[] header, byte[] content, int at) {
        return Arrays.equals(content, at, at + header.length, header, 0, header.length);
    }

    private static Bytes fingerprint(byte[] content, int at) {
        int signing = at + BEFORE_SIGNING.length;
        int agreement = at + AGREEMENT_AT + BEFORE_AGREEMENT.length;
        return Bytes.wrap(Digest.sha256(
                Label.PERSON_FINGERPRINT,
                Arrays.copyOfRange(content, signing, signing + KEY_BYTES),
                Arrays.copyOfRange(content, agreement, agreement + KEY_BYTES)));
    }
}
