package org.waystation.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

final class RefusedLanesTest {
    private static final Bytes FIRST = Bytes.wrap(new byte[] {1});
    private static final Bytes SECOND = Bytes.wrap(new byte[] {2});

    private final RefusedLanes lanes = new RefusedLanes();

    @Test
    void whatHadToWaitAndWhoseCommitFailedTooDoesNotOvertakeWhatItWaitedFor() {
        // Given
        RefusedLanes.Place first = lanes.next(Lane.MESSAGE);
        RefusedLanes.Place second = lanes.next(Lane.MESSAGE);
        first.onRefused(FIRST);
        second.mustWait(SECOND);
        second.onRefused(SECOND);
        // When
        Stream<Boolean> sentAgain =
                Stream.of(FIRST, SECOND).map(digest -> lanes.next(Lane.MESSAGE).mustWait(digest));
        // Then
        assertEquals(Stream.of(false, false).toList(), sentAgain.toList());
    }
}
