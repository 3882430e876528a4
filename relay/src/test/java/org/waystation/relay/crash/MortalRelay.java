package org.waystation.relay.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.CrashingRelay;
import org.waystation.relay.RelayCheck;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.store.CrashPlan;
import org.waystation.relay.store.CrashPoint;
import org.waystation.relay.store.CrashingRows;

/**
 * A relay's process, started again on the same directory after each of its deaths; before that, whoever looks after it checks
 * the store as an operator would. Confined to the driver's thread.
 */
final class MortalRelay implements AutoCloseable {
    private final Path directory;
    private final RelayCard card;
    private final Deque<CrashPlan> plans;
    private final Path log;
    private CrashPlan plan = CrashPlan.NONE;
    private Process process;
    private InetSocketAddress address;
    private final Map<CrashPoint, Integer> deaths = new EnumMap<>(CrashPoint.class);
    private final List<String> unsound = new ArrayList<>();

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

    Map<CrashPoint, Integer> deaths() {
        return deaths;
    }

    /** What the check of the store found after its deaths, in words. */
    List<String> unsound() {
        return unsound;
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
        if (plan.point() == CrashPoint.ANY_MOMENT) {
            CompletableFuture.delayedExecutor(plan.commit(), TimeUnit.MILLISECONDS)
                    .execute(process::destroyForcibly);
        }
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

    /** A death that nobody planned is a finding, and so is a store that does not agree with itself. */
    private void bury() throws Exception {
        int exit = process.waitFor();
        if (exit != CrashingRows.EXIT || plan.equals(CrashPlan.NONE)) {
            throw new AssertionError(card.name() + " ended with " + exit + ": " + Files.readString(log));
        }
        deaths.merge(plan.point(), 1, Integer::sum);
        RelayCheck.Report found =
                RelayCheck.run(RelayHome.open(directory, Clock.systemUTC(), Entropy.system()), Entropy.system());
        if (!found.isWell()) {
            unsound.add(card.name() + " after " + plan + ": " + found);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
