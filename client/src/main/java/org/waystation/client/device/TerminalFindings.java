package org.waystation.client.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        for (Path each : histories()) {
            long lines = linesAboutUs(each);
            if (lines > 0) {
                findings.add(new Finding(
                        About.TERMINAL,
                        Weight.WARNING,
                        each + " keeps " + lines + " commands with the word " + PROGRAM
                                + ", with the names and texts that were typed in them. Remove them, and type a space before"
                                + " a command that the shell shall not keep (HISTCONTROL=ignorespace)."));
            }
        }
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

    private static long linesAboutUs(Path history) {
        try (InputStream stream = Files.newInputStream(history)) {
            // Shells write whatever was typed: any bytes, which this encoding takes as they are.
            String text = new String(stream.readNBytes(MAX_READ_BYTES), StandardCharsets.ISO_8859_1);
            return text.lines().filter(each -> each.contains(PROGRAM)).count();
        } catch (IOException e) {
            return 0;
        }
    }
}
