package org.waystation.ops.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the launcher, as anybody would at a prompt. Remembers what it started, so that nothing outlives its
 * {@link ProcessCage}. Safe for any thread.
 */
public final class Programs {
    /** Set by the launcher: where it is. */
    private static final String LAUNCHER_PROPERTY = "waystation.launcher";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_TOLD_CHARS = 400;
    private static final int MOST_SHOWN_CHARS = 60;

    private final Path launcher;
    private final Path scratch;
    private final ProcessCage cage;
    private final JsonMapper json = JsonMapper.builder().build();

    public Programs(Path launcher, Path scratch, ProcessCage cage) {
        this.launcher = launcher;
        this.scratch = scratch;
        this.cage = cage;
    }

    public Path launcher() {
        return launcher;
    }

    /** Where the launcher is that started this process; empty if another way was taken. */
    public static Optional<Path> runningLauncher() {
        return Optional.ofNullable(System.getProperty(LAUNCHER_PROPERTY))
                .map(Path::of)
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath);
    }

    /** Runs a command that must succeed, and gives its answer. */
    public JsonNode ask(List<String> words, String input) {
        Ended ended = run(words, input);
        if (ended.exit() != 0) {
            throw new ProgramFailure("'" + shown(words) + "' ended with " + ended.exit() + ": " + ended.told());
        }
        return ended.answer();
    }

    /** Runs a command to its end. */
    public Ended run(List<String> words, String input) {
        try {
            Path errors = Files.createTempFile(scratch, "told", ".txt");
            Process process = start(words, Redirect.to(errors.toFile()));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = read(process);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new ProgramFailure("'" + shown(words) + "' did not end in " + PATIENCE.toSeconds() + " s");
            }
            return new Ended(process.exitValue(), parsed(output), beginning(Files.readString(errors)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailure("interrupted");
        }
    }

    /** Starts a command that goes on. */
    public Process start(List<String> words, Redirect errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().put("WAYSTATION_BUILD", "never");
        builder.environment().put("NO_COLOR", "1");
        // A process that is killed leaves its unpacked native libraries behind: here they go with the workplace.
        builder.environment()
                .merge("WAYSTATION_JAVA_OPTS", "-Djava.io.tmpdir=" + scratch, (given, own) -> given + " " + own);
        Process process = builder.start();
        cage.add(process);
        return process;
    }

    public JsonNode parsed(String output) {
        try {
            return json.readTree(output);
        } catch (JsonProcessingException e) {
            throw new ProgramFailure("an answer that is not JSON: " + beginning(output));
        }
    }

    /** A command as a person would mention it: long words, which may hold a voucher or a link, cut. */
    private static String shown(List<String> words) {
        return words.stream()
                .map(word -> word.length() <= MOST_SHOWN_CHARS ? word : word.substring(0, MOST_SHOWN_CHARS) + "...")
                .collect(Collectors.joining(" ", "waystation ", ""));
    }

    private static String read(Process process) throws IOException {
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String beginning(String text) {
        String stripped = text.strip();
        return stripped.length() <= MOST_TOLD_CHARS ? stripped : stripped.substring(0, MOST_TOLD_CHARS) + "...";
    }

    /** How a command ended: its answer, and what it said beside. */
    public record Ended(int exit, JsonNode answer, String told) {}
}
