package org.waystation.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;

final class TagsTest {
    private final Tags tags = new Tags(0x5eed);

    @Test
    void everyTagTellsItsMessage() {
        // Given
        Set<Bytes> seen = new HashSet<>();
        for (int number : new int[] {0, 1, 2, 63, 64, 399_999, Integer.MAX_VALUE}) {
            // When
            Bytes tag = tags.of(number);
            // Then
            assertEquals(16, tag.size());
            assertEquals(number, tags.numberOf(tag));
            assertEquals(true, seen.add(tag));
        }
    }

    @Test
    void theTagsOfAnotherPhaseAreForeign() {
        for (int number = 0; number < 1_000; number++) {
            assertEquals(Tags.FOREIGN, new Tags(0x5eee).numberOf(tags.of(number)));
        }
    }

    @Test
    void randomBytesAreForeign() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Tags.FOREIGN, tags.numberOf(Bytes.wrap(Entropy.system().bytes(16))));
        }
    }
}
