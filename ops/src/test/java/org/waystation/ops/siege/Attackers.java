package org.waystation.ops.siege;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.ops.siege.attack.Assault;
import org.waystation.ops.siege.attack.Attacker;

/**
 * The attackers' process. It gives way to everything else on the machine, since what is measured is what the relay lets them do
 * and not what they take of a processor that they would not share elsewhere. One thread; {@link #close} from any.
 */
final class Attackers implements AutoCloseable {
    private static final long FAREWELL_SECONDS = 20;
    private static final int MOST_TOLD_CHARS = 600;

    private final Process process;
    private final BufferedReader said;
    private final Path errors;

    private Attackers(Process process, Path errors) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /** Starts the process and waits until it can begin. */
    static Attackers prepare(Assault assault, Path target, Path scratch) throws IOException {
        Path errors = Files.createTempFile(scratch, "attackers", ".txt");
        Process process = new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-Djava.io.tmpdir=" + scratch,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attacker.class.getName(),
                        assault.toString(),
                        target.toString())
                .redirectError(Redirect.to(errors.toFile()))
                .start();
        Attackers attackers = new Attackers(process, errors);
        String line = attackers.said.readLine();
        if (!Attacker.READY.equals(line)) {
            throw new ProgramFailure("the attackers did not get ready: " + attackers.trouble());
        }
        return attackers;
    }

    void begin() throws IOException {
        Writer orders = process.outputWriter(StandardCharsets.UTF_8);
        orders.write("begin\n");
        orders.flush();
    }

    /** Ends the attack; how often what has happened to them. */
    Map<String, Long> end() throws IOException {
        process.getOutputStream().close();
        String line = said.readLine();
        if (line == null) {
            throw new ProgramFailure("the attackers fell over themselves: " + trouble());
        }
        return new TreeMap<>(OperatorJson.mapper().readValue(line, new TypeReference<Map<String, Long>>() {}));
    }

    private String trouble() throws IOException {
        List<String> lines = Files.readAllLines(errors);
        String all = String.join(" / ", lines);
        return all.substring(0, Math.min(MOST_TOLD_CHARS, all.length()));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException closedAlready) {
            // So much the better.
        }
        try {
            if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
