package org.waystation.client.device;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.client.device.Finding.About;
import org.waystation.client.device.Finding.Weight;

/** What the terminal and the shell keep of commands and of what they showed. */
public final class TerminalFindings {
    private static final int MAX_READ_BYTES = 8 * 1_024 * 1_024;
    private static final String PROGRAM = "waystation";
    private static final List<String> HISTORIES =
            List.of(".bash_history", ".zsh_history", ".ash_history", ".local/share/fish/fish_history");

    private final Map<String, String> environment;

    public TerminalFindings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        histories().forEach(each -> of(each).ifPresent(findings::add));
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    About.TERMINAL,
                    Weight.GOOD,
                    "No history of a shell that was found keeps commands of " + PROGRAM + "."));
        }
        findings.add(new Finding(
                About.TERMINAL,
                Weight.UNKNOWN,
                "What commands have shown may still be above in this terminal, or in a file of the terminal's own. Close"
                        + " the window, or clear it with what scrolled away (on Linux: clear)."));
        return List.copyOf(findings);
    }

    private Set<Path> histories() {
        Set<Path> found = new LinkedHashSet<>();
        String named = environment.getOrDefault("HISTFILE", "");
        if (!named.isEmpty()) {
            found.add(Path.of(named));
        }
        String home = environment.getOrDefault("HOME", "");
        if (!home.isEmpty()) {
            HISTORIES.forEach(each -> found.add(Path.of(home, each)));
        }
        return found;
    }

    /** Nothing if there is no such file, or nothing of ours in it. */
    private static Optional<Finding> of(Path history) {
        try (SeekableByteChannel channel = Files.newByteChannel(history)) {
            long skipped = Math.max(0, channel.size() - MAX_READ_BYTES);
            long lines = linesAboutUs(channel.position(skipped));
            if (lines > 0) {
                return Optional.of(kept(history, (skipped > 0 ? "at least " : "") + lines));
            }
            return skipped > 0
                    ? Optional.of(unknown(history, "it is so long that only its end was read"))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unknown(history, "it cannot be read"));
        }
    }

    /** From where the channel stands: shells append, so the newest commands are at the end. */
    private static long linesAboutUs(SeekableByteChannel channel) throws IOException {
        // Not closed here. Shells write whatever was typed: any bytes, which this encoding takes as they are.
        byte[] read = Channels.newInputStream(channel).readNBytes(MAX_READ_BYTES);
        return new String(read, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(each -> each.contains(PROGRAM))
                .count();
    }

    private static Finding kept(Path history, String lines) {
        return new Finding(
                About.TERMINAL,
                Weight.WARNING,
                history + " keeps " + lines + " commands with the word " + PROGRAM
                        + ", with the names and texts that were typed in them. Remove them, and type a space before"
                        + " a command that the shell shall not keep (HISTCONTROL=ignorespace).");
    }

    private static Finding unknown(Path history, String why) {
        return new Finding(
                About.TERMINAL,
                Weight.UNKNOWN,
                "Whether " + history + " keeps commands of " + PROGRAM + " cannot be told: " + why
                        + ". Look for the word yourself.");
    }
}
