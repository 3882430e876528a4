package org.waystation.ops.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.ops.programs.ProgramFailure;
import org.waystation.watch.fuzz.Corpus;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Driven;

/** Fuzzes decoders, each in a process of its own, which is given what earlier campaigns and the tree know already. */
final class Campaign {
    private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final List<String> MODULES = List.of("protocol", "federation", "relay", "client", "ops");

    /** A decoder that takes longer over one input has no bound. */
    private static final int TIMEOUT_SECONDS = 10;

    private static final int LEAST_LENGTH_BYTES = 4_096;

    private final Path tree;
    private final Path work;
    private volatile boolean stopped;
    private volatile Process running;

    /** @param tree the project's directory */
    Campaign(Path tree) {
        this.tree = tree;
        this.work = tree.resolve("target").resolve("fuzz");
    }

    /** Where the fuzzer's log of a decoder is, and the inputs that it found. */
    Path directory(Decoder decoder) {
        return work.resolve(decoder.name());
    }

    Row fuzz(Decoder decoder, Duration time) throws IOException, InterruptedException {
        Path directory = directory(decoder);
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path fresh = Files.createDirectories(directory.resolve("seeds"));
        List<byte[]> seeds = decoder.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(fresh.resolve("seed-" + i), seeds.get(i));
        }
        long before = files(corpus);
        Instant started = Instant.now();
        Path log = directory.resolve("log");
        int exit = run(command(decoder, time, List.of(corpus, fresh, kept(decoder))), directory, log);
        long seconds = Duration.between(started, Instant.now()).toSeconds();
        List<String> output = Files.readAllLines(log, StandardCharsets.UTF_8);
        return Row.of(decoder.name(), output, Math.min(seconds, time.toSeconds()), files(corpus) - before, exit);
    }

    /** Ends what is running, for good. */
    void stop() {
        stopped = true;
        Process process = running;
        if (process != null) {
            process.destroy();
        }
    }

    private int run(List<String> command, Path directory, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running = process;
        if (stopped) {
            process.destroy();
        }
        return process.waitFor();
    }

    private List<String> command(Decoder decoder, Duration time, List<Path> inputs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                FUZZER,
                "--target_class=" + Driven.class.getName(),
                "--target_args=" + decoder.name(),
                "--instrumentation_includes=org.waystation.**",
                "--instrumentation_excludes=org.waystation.watch.**",
                "--custom_hook_includes=org.waystation.**",
                "--reproducer_path=.",
                "-artifact_prefix=" + directory(decoder) + "/",
                "-timeout=" + TIMEOUT_SECONDS,
                "-rss_limit_mb=0",
                "-max_total_time=" + time.toSeconds(),
                "-max_len=" + longest(decoder),
                "-print_final_stats=1"));
        for (Path each : inputs) {
            if (files(each) > 0 || each.endsWith("corpus")) {
                command.add(each.toString());
            }
        }
        return command;
    }

    private static int longest(Decoder decoder) {
        int seed = decoder.seeds().stream().mapToInt(each -> each.length).max().orElse(0);
        return Math.max(LEAST_LENGTH_BYTES, 2 * seed);
    }

    private Path kept(Decoder decoder) {
        return MODULES.stream()
                .filter(each -> decoder.name().startsWith(each + "."))
                .map(each -> new Corpus(tree.resolve(each), decoder).directory())
                .findFirst()
                .orElseThrow(() -> new ProgramFailure(decoder.name() + " does not begin with the name of its module"));
    }

    private static long files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
