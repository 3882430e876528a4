package org.waystation.ops.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A person whose client is killed, again and again, and what they were told in all of its lives. Confined to one thread. */
final class MortalPerson {
    /** Ends with this when killed from outside. */
    private static final int KILLED = 137;

    private final Path vault;
    private final String contact;
    private final Path errors;
    private final SortedMap<Long, String> read = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private int wrote;

    /** @param vault of a member who has the contact */
    MortalPerson(Path vault, String contact) {
        this.vault = vault;
        this.contact = contact;
        this.errors = vault.resolveSibling(vault.getFileName() + ".log");
    }

    /** The newest text that their client said it had written. */
    int wrote() {
        return wrote;
    }

    /** Texts by their numbers in the conversation. */
    SortedMap<Long, String> read() {
        return read;
    }

    /** Broken promises that this side alone can see. */
    List<String> complaints() {
        return complaints;
    }

    /** One life, which ends by a kill so long after its start. */
    void liveFromStart(Duration length, int last) throws Exception {
        Process process = start(last);
        killAfter(length, process);
        listen(process, process.inputReader(), Integer.MAX_VALUE, () -> {});
    }

    /** One life, which ends by a kill so long after the client was connected. */
    void liveAwake(Duration length, int last) throws Exception {
        Process process = start(last);
        BufferedReader lines = process.inputReader();
        if (PersonProgram.AWAKE.equals(lines.readLine())) {
            killAfter(length, process);
        }
        listen(process, lines, Integer.MAX_VALUE, () -> {});
    }

    private static void killAfter(Duration length, Process process) {
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> kill(process));
    }

    /**
     * The last life, which goes on until {@code finished} is at zero.
     *
     * @param finished counted down once so many texts have been read
     */
    void liveOn(CountDownLatch finished, Duration patience, int texts, int last) throws Exception {
        Process process = start(last);
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
            await(finished, patience);
            kill(process);
        });
        listen(process, process.inputReader(), texts, finished::countDown);
        killed.get();
    }

    private static void await(CountDownLatch finished, Duration patience) {
        try {
            // What did not come about within that time is missing in what was read.
            boolean ignored = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By its handle: a process that is destroyed by itself takes with it what it has said and nobody has read. */
    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
    }

    private Process start(int last) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PersonProgram.class.getName(),
                        vault.toString(),
                        contact,
                        Integer.toString(last))
                .redirectError(Redirect.appendTo(errors.toFile()))
                .start();
    }

    private void listen(Process process, BufferedReader lines, int enough, Runnable onEnough) throws Exception {
        boolean told = false;
        try (lines) {
            String line = lines.readLine();
            while (line != null) {
                onLine(line);
                if (!told && read.size() >= enough) {
                    told = true;
                    onEnough.run();
                }
                line = lines.readLine();
            }
        }
        int exit = process.waitFor();
        if (exit != KILLED) {
            complaints.add("ended with " + exit + ": " + Files.readString(errors));
        }
    }

    private void onLine(String line) {
        if (line.startsWith(PersonProgram.WROTE)) {
            wrote = Integer.parseInt(line.substring((PersonProgram.WROTE + PersonProgram.TEXT).length()));
        } else if (line.startsWith(PersonProgram.READ)) {
            String[] words = line.substring(PersonProgram.READ.length()).split(" ", 2);
            String before = read.put(Long.parseLong(words[0]), words[1]);
            if (before != null && !before.equals(words[1])) {
                complaints.add("number " + words[0] + " was " + before + " and is " + words[1]);
            }
        }
    }
}
