package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** What a running relay notices in its directory and on its disk. */
class RosterWatchIT {
    private Path directory;
    private RelayHome home;
    private RelayHome other;

    @BeforeEach
    void make(@TempDir Path root) throws Exception {
        directory = root.resolve("one");
        home = RelayHome.create(directory, Clock.systemUTC(), Entropy.system());
        other = RelayHome.create(root.resolve("two"), Clock.systemUTC(), Entropy.system());
    }

    @Test
    void partnerThatIsAddedIsNoticed() throws Exception {
        // Given
        RosterWatch watch = new RosterWatch(home.partners(), Clock.systemUTC());
        watch.refresh();
        boolean before = watch.current().contains(other.relay());

        // When
        home.partners().add(other.renewCard("two.example", List.of("two.example:4711")));
        watch.refresh();

        // Then
        assertFalse(before);
        assertTrue(watch.current().contains(other.relay()));
    }

    @Test
    void rosterThatSomebodyElseChangedLeavesTheOneBeforeInForce() throws Exception {
        // Given
        home.partners().add(other.renewCard("two.example", List.of("two.example:4711")));
        RosterWatch watch = new RosterWatch(home.partners(), Clock.systemUTC());

        // When
        Files.writeString(directory.resolve("roster"), "signature:AAAA\n", StandardCharsets.UTF_8);
        Files.setLastModifiedTime(directory.resolve("roster"), FileTime.fromMillis(1_000));
        watch.refresh();

        // Then
        assertTrue(watch.current().contains(other.relay()));
        assertThrows(HomeTrouble.class, () -> new RosterWatch(home.partners(), Clock.systemUTC()));
    }

    @Test
    void rosterThatIsDeletedFederatesWithNobody() throws Exception {
        // Given
        home.partners().add(other.renewCard("two.example", List.of("two.example:4711")));
        RosterWatch watch = new RosterWatch(home.partners(), Clock.systemUTC());

        // When
        Files.delete(directory.resolve("roster"));
        watch.refresh();

        // Then
        assertEquals(0, watch.current().partners().size());
    }

    @Test
    void diskWithLessRoomThanDemandedIsLow() throws Exception {
        // Given
        DiskGuard modest = new DiskGuard(directory, 1);
        DiskGuard demanding = new DiskGuard(directory, Long.MAX_VALUE);

        // When
        modest.refresh();
        demanding.refresh();

        // Then
        assertFalse(modest.isLow());
        assertTrue(demanding.isLow());
    }
}
