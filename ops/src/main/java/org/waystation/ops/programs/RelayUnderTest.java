package org.waystation.ops.programs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One relay, seen from its operator's prompt. One thread. */
public final class RelayUnderTest {
    private final Programs programs;
    private final String name;
    private final Path directory;
    private @Nullable Process process;
    private String address = "";
    private String admin = "";

    public RelayUnderTest(Programs programs, String name, Path directory) {
        this.programs = programs;
        this.name = name;
        this.directory = directory;
    }

    public String name() {
        return name;
    }

    public Path directory() {
        return directory;
    }

    public JsonNode init() {
        return command("init", "--name", name, "--listen", "127.0.0.1:0");
    }

    /** Starts the relay and waits for its line that it is ready. */
    public JsonNode run() {
        try {
            Path log = directory.resolve("relay.log");
            Process started = programs.start(words("run"), Redirect.appendTo(log.toFile()));
            process = started;
            started.getOutputStream().close();
            // Stays open for as long as the process lives: nothing but this line is ever written to it.
            BufferedReader lines = started.inputReader();
            String line = lines.readLine();
            if (line == null) {
                throw new ProgramFailure("relay " + name + " did not start: "
                        + Files.readString(log).strip());
            }
            JsonNode ready = programs.parsed(line);
            if (address.isEmpty()) {
                address = ready.path("listen").asText();
            }
            admin = ready.path("admin").asText();
            return ready;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode command(String... words) {
        return programs.ask(words(words), "");
    }

    /** Runs a command that may well fail. */
    public Programs.Ended attempt(String... words) {
        return programs.run(words(words), "");
    }

    /** The address at which it first listened. */
    public String address() {
        return address;
    }

    /** Where its admin listener is since its last start. */
    public String admin() {
        return admin;
    }

    /** What {@code relay status} shows, asked at the same place. */
    public JsonNode status() {
        return programs.parsed(adminPage("/status.json"));
    }

    /** A counter or gauge of the running relay, as its monitoring sees it. */
    public long metric(String metric) {
        return adminPage("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(metric.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new ProgramFailure("relay " + name + " has no metric " + metric));
    }

    /** All series of the running relay, by name and labels. */
    public Map<String, Double> metrics() {
        Map<String, Double> series = new HashMap<>();
        adminPage("/metrics").lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        return series;
    }

    private String adminPage(String path) {
        try (InputStream in = URI.create("http://" + admin + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return alive().pid();
    }

    /** Stops it where it stands, without its knowledge; it answers nobody. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        signal("CONT");
    }

    /** Ends it at once: no shutdown, nothing is flushed. */
    public void kill() throws InterruptedException {
        signal("KILL");
        alive().waitFor();
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(alive().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new ProgramFailure("cannot send " + signal + " to relay " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailure("interrupted");
        }
    }

    private Process alive() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("relay " + name + " was never started");
        }
        return running;
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of("relay"));
        all.addAll(List.of(words));
        all.addAll(List.of("--json", "--dir", directory.toString()));
        return all;
    }
}
