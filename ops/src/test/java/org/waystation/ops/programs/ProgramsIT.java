package org.waystation.ops.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the demonstration runs commands, with a small script in the launcher's place. */
final class ProgramsIT {
    private final Path launcher;
    private final ProcessCage cage = new ProcessCage();
    private final Programs programs;

    ProgramsIT(@TempDir Path directory) throws IOException {
        launcher = directory.resolve("launcher");
        programs = new Programs(launcher, Files.createDirectory(directory.resolve("scratch")), cage);
    }

    @AfterEach
    void endEverything() {
        cage.close();
    }

    @Test
    void aCommandGetsItsWordsItsInputAndNoBuild() throws IOException {
        // Given
        script(
                "read line; printf '{\"words\":\"%s\",\"line\":\"%s\",\"build\":\"%s\"}' \"$*\" \"$line\" $WAYSTATION_BUILD");
        // When
        Programs.Ended ended = programs.run(List.of("send", "Ana Kovac"), "ћао\n");
        // Then
        assertEquals(0, ended.exit());
        assertEquals("send Ana Kovac", ended.answer().path("words").textValue());
        assertEquals("ћао", ended.answer().path("line").textValue());
        assertEquals("never", ended.answer().path("build").textValue());
    }

    @Test
    void aFailedCommandStopsTheDemonstrationWithWhatItSaid() throws IOException {
        // Given
        script("echo 'waystation: no such contact' >&2; echo '{}'; exit 1");
        // When
        ProgramFailure failure =
                assertThrows(ProgramFailure.class, () -> programs.ask(List.of("join", "v".repeat(100)), ""));
        // Then
        assertEquals(
                "'waystation join " + "v".repeat(60) + "...' ended with 1: waystation: no such contact",
                failure.getMessage());
    }

    @Test
    void anAnswerThatIsNotJsonIsAFailure() throws IOException {
        // Given
        script("echo hello");
        // When
        ProgramFailure failure = assertThrows(ProgramFailure.class, () -> programs.ask(List.of("status"), ""));
        // Then
        assertEquals("an answer that is not JSON: hello", failure.getMessage());
    }

    @Test
    void nothingOutlivesTheCage() throws Exception {
        // Given
        script("exec sleep 600");
        Process process = programs.start(List.of(), Redirect.DISCARD);
        // When
        cage.close();
        // Then
        assertFalse(process.isAlive());
        Process late = programs.start(List.of(), Redirect.DISCARD);
        assertTrue(late.waitFor() != 0, "what is started afterwards is ended at once");
    }

    @Test
    void whatIsLetOutOfTheCageLivesOn() throws Exception {
        // Given
        script("exec sleep 600");
        Process process = programs.start(List.of(), Redirect.DISCARD);
        // When
        cage.open();
        cage.close();
        // Then
        assertTrue(process.isAlive());
        process.destroyForcibly().waitFor();
    }

    private void script(String body) throws IOException {
        Files.writeString(launcher, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
