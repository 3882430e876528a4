package org.waystation.ops.siege;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.programs.BuiltClasses;
import org.waystation.ops.programs.Workplace;
import org.waystation.ops.siege.attack.Assault;

/** A slice of {@code ./waystation relay siege}: a relay as a process, two attacks. Nothing is said about times here. */
final class SiegeIT {
    private static final Field.Size SHORT = new Field.Size(3, 20, 1);

    private final Path directory;

    SiegeIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void honestPeopleLoseNothingAndAttackersGetNothingWhileARelayIsAttacked() throws Exception {
        // Given
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path launcher = BuiltClasses.launcherIn(directory);
        try (Field field = Field.open(new Workplace(disk), launcher, SHORT, Bounds.USUAL)) {
            // When
            Row strangers = field.play(Assault.ATTACH_FLOOD, SHORT);
            Row partner = field.play(Assault.PARTNER_LIES, SHORT);
            // Then
            assertAll(
                    () -> assertKept(strangers),
                    () -> assertKept(partner),
                    () -> assertTrue(strangers.attackers().getOrDefault("answer rejected", 0L) > 0, "refusals"),
                    () -> assertTrue(partner.attackers().getOrDefault("link over", 0L) > 0, "links that were closed"));
        }
    }

    private static void assertKept(Row row) {
        assertEquals(List.of(), row.complaints(), row.attack());
        assertEquals(
                row.before().accepted() + row.under().accepted() + row.after().accepted(),
                3L * SHORT.perSecond() * SHORT.seconds());
    }
}
