package org.waystation.ops.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a relay's process takes of the machine; 0 where the system does not tell.
 *
 * @param residentBytes memory in use, of all kinds
 * @param handles open files and sockets
 */
record Vitals(long residentBytes, long handles, long threads, long logBytes) {
    private static final long KIB = 1_024;

    static Vitals of(long pid, Path log) {
        Path process = Path.of("/proc", Long.toString(pid));
        return new Vitals(
                number(process.resolve("status"), "VmRSS:") * KIB,
                entries(process.resolve("fd")),
                number(process.resolve("status"), "Threads:"),
                size(log));
    }

    /** The larger of each. */
    Vitals most(Vitals other) {
        return new Vitals(
                Math.max(residentBytes, other.residentBytes),
                Math.max(handles, other.handles),
                Math.max(threads, other.threads),
                Math.max(logBytes, other.logBytes));
    }

    private static long number(Path file, String word) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()).strip().split("\\s+", 2)[0])
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notTold) {
            return 0;
        }
    }

    private static long entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException notTold) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThere) {
            return 0;
        }
    }
}
