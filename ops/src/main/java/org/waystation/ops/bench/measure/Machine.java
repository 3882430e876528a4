package org.waystation.ops.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where figures come from.
 *
 * @param memoryBytes 0 if unknown
 * @param fileSystem on which the relays kept their data; empty if unknown
 * @param commit of the source tree, with {@code -dirty} if it was changed since; empty if unknown
 */
public record Machine(
        int cores, long memoryBytes, String processor, String jdk, String os, String fileSystem, String commit) {
    private static final long KIB = 1_024;

    /**
     * This machine.
     *
     * @param sources a directory of the source tree
     * @param data a directory on the disk that was measured
     */
    public static Machine here(Path sources, Path data) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                field("/proc/meminfo", "MemTotal:")
                        .map(Machine::kibibytes)
                        .findFirst()
                        .orElse(0L),
                field("/proc/cpuinfo", "model name").findFirst().orElse(""),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")),
                fileSystem(data),
                commit(sources));
    }

    private static long kibibytes(String text) {
        return Long.parseLong(text.toLowerCase(Locale.ROOT).replace("kb", "").strip()) * KIB;
    }

    private static Stream<String> field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length())
                            .replaceFirst("^[\\s:]+", "")
                            .strip());
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }

    private static String fileSystem(Path data) {
        try {
            return Files.getFileStore(data).type();
        } catch (IOException unknown) {
            return "";
        }
    }

    private static String commit(Path sources) {
        try {
            Process git = new ProcessBuilder(
                            "git", "-C", sources.toString(), "describe", "--always", "--dirty", "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
