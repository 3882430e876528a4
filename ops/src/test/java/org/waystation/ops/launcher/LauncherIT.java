package org.waystation.ops.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.ops.launcher.LauncherStage.Ran;

final class LauncherIT {
    private final Path temporary;
    private final LauncherStage stage;

    LauncherIT(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        this.stage = new LauncherStage(temporary);
    }

    @Test
    void helpIsThereBeforeAnythingIsBuilt() throws Exception {
        // Given
        stage.removeMaven();
        // When
        Ran ran = stage.run();
        // Then
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("waystation demo"), ran.out());
        assertEquals(0, stage.builds());
    }

    @Test
    void theFirstUseBuildsAndShowsEachModule() throws Exception {
        // Given
        Path jar = stage.root.resolve("client/target/waystation-client.jar");
        // When
        Ran ran = stage.run("read", "--json");
        // Then
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(1, stage.builds());
        assertTrue(ran.err().contains("[2/6] Waystation :: protocol\n"), ran.err());
        assertTrue(ran.out().endsWith("-jar\n" + jar + "\nread\n--json\n"), ran.out());
    }

    @Test
    void theNextUseBuildsNothingAndSaysNothing() throws Exception {
        // Given
        stage.run("read");
        // When
        Ran ran = stage.run("relay", "status");
        // Then
        assertEquals(1, stage.builds());
        assertEquals("", ran.err());
        assertTrue(ran.out().contains("ops/target/waystation-ops.jar\nrelay\nstatus\n"), ran.out());
    }

    @Test
    void aChangedSourceIsBuiltOnce() throws Exception {
        // Given
        stage.run("read");
        Files.writeString(stage.root.resolve("client/src/main/Some.java"), "changed");
        // When
        Ran ran = stage.run("read");
        // Then
        assertTrue(ran.err().startsWith("waystation: sources have changed"), ran.err());
        assertEquals("", stage.run("read").err());
        assertEquals(2, stage.builds());
    }

    @Test
    void clearingWaitsForNoBuild() throws Exception {
        // Given
        stage.run("read");
        Files.writeString(stage.root.resolve("client/src/main/Some.java"), "changed");
        // When
        Ran ran = stage.run("--vault", "clear", "--json", "clear", "--yes");
        // Then
        assertEquals("", ran.err());
        assertEquals(1, stage.builds());
        assertTrue(ran.out().endsWith("\n--vault\nclear\n--json\nclear\n--yes\n"), ran.out());
        stage.run("--vault", "clear", "read");
        assertEquals(2, stage.builds(), "the name of a directory is not the name of a command");
    }

    @Test
    void aRemovedSourceIsNoticed() throws Exception {
        // Given
        stage.run("read");
        Files.delete(stage.root.resolve("client/src/main/Some.java"));
        // When
        stage.run("read");
        // Then
        assertEquals(2, stage.builds());
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        // Given
        Path launcher = stage.root.resolve("waystation");
        // When
        Process first = stage.start(launcher, "read");
        Process second = stage.start(launcher, "read");
        List<Ran> both = List.of(LauncherStage.ended(first), LauncherStage.ended(second));
        // Then
        assertEquals(List.of(0, 0), both.stream().map(Ran::exit).toList());
        assertEquals(1, stage.builds());
    }

    @Test
    void itWorksThroughALinkFromAnywhere() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(temporary.resolve("ws"), Path.of("project with space/waystation"));
        Path linkToLink = Files.createSymbolicLink(temporary.resolve("w"), link);
        // When
        Ran ran = LauncherStage.ended(stage.start(linkToLink, "status"));
        // Then
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().contains(stage.root + "/client/target/"), ran.out());
    }

    @Test
    void aFailedBuildShowsTheErrorsAndTheLogAndRunsNothing() throws Exception {
        // Given
        stage.maven("echo '[ERROR] Some.java: broken'; exit 1");
        // When
        Ran ran = stage.run("read");
        // Then
        assertEquals(1, ran.exit());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains("[ERROR] Some.java: broken"), ran.err());
        assertTrue(ran.err().contains("target/launcher/build.log"), ran.err());
        assertFalse(Files.exists(stage.root.resolve("target/launcher/stamp")));
    }

    @Test
    void aMissingMavenSaysWhatToInstall() throws Exception {
        // Given
        stage.removeMaven();
        // When
        Ran ran = stage.run("read");
        // Then
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("Install Maven 3.8 or later"), ran.err());
    }

    @Test
    void anOldJavaSaysWhatToInstall() throws Exception {
        // Given
        stage.java("11.0.20");
        // When
        Ran ran = stage.run("read");
        // Then
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("Install a JDK 17 or later"), ran.err());
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        // Given
        Files.delete(stage.jdk.resolve("bin/java"));
        // When
        Ran ran = stage.run("read");
        // Then
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("JAVA_HOME is " + stage.jdk), ran.err());
    }

    @Test
    void aNewerJavaIsToldToKeepQuietAboutOldWays() throws Exception {
        // Given
        stage.java("25");
        // When
        Ran ran = stage.run("read");
        // Then
        assertTrue(ran.out().contains("--sun-misc-unsafe-memory-access=allow\n"), ran.out());
    }
}
