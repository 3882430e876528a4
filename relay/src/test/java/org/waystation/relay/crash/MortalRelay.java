package org.waystation.relay.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.relay.CrashingRelay;
import org.waystation.relay.store.CrashPlan;
import org.waystation.relay.store.CrashingRows;

/** A relay's process, started again on the same directory after each of its deaths. Confined to the driver's thread. */
final class MortalRelay implements AutoCloseable {
    private final Path directory;
    private final RelayCard card;
    private final Deque<CrashPlan> plans;
    private final Path log;
    private CrashPlan plan = CrashPlan.NONE;
    private Process process;
    private InetSocketAddress address;
    private int deaths;

    /**
     * @param directory of a relay that has run before
     * @param plans how its lives end, one after the other; the life after the last one goes on
     */
    MortalRelay(Path directory, RelayCard card, Deque<CrashPlan> plans) throws Exception {
        this.directory = directory;
        this.card = card;
        this.plans = plans;
        this.log = directory.resolveSibling(card.name() + ".log");
        start();
    }

    RelayCard card() {
        return card;
    }

    InetSocketAddress address() {
        return address;
    }

    int deaths() {
        return deaths;
    }

    /** Whether no further death is planned. */
    boolean isInItsLastLife() {
        return plan.equals(CrashPlan.NONE);
    }

    /** Starts it again if it has died, as often as that takes. */
    void revive() throws Exception {
        if (!process.isAlive()) {
            bury();
            start();
        }
    }

    private void start() throws Exception {
        Optional<String> ready = launch();
        while (ready.isEmpty()) {
            bury();
            ready = launch();
        }
        int port = Integer.parseInt(ready.get().substring(CrashingRelay.READY.length()));
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Optional<String> launch() throws IOException {
        plan = plans.isEmpty() ? CrashPlan.NONE : plans.poll();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingRelay.class.getName(),
                directory.toString(),
                card.name()));
        command.addAll(plan.toArguments());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return readyLine();
    }

    /** What it says once it serves; empty if it dies before. What else it prints is passed over. */
    private Optional<String> readyLine() throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        while (line != null && !line.startsWith(CrashingRelay.READY)) {
            line = said.readLine();
        }
        return Optional.ofNullable(line);
    }

    /** A death that nobody planned is a finding. */
    private void bury() throws Exception {
        int exit = process.waitFor();
        if (exit != CrashingRows.EXIT || plan.equals(CrashPlan.NONE)) {
            throw new AssertionError(card.name() + " ended with " + exit + ": " + Files.readString(log));
        }
        deaths++;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
