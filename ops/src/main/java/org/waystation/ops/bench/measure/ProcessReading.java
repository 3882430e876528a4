package org.waystation.ops.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A process at a moment, as the system tells.
 *
 * @param cpu processor time of all its threads since its start
 * @param residentBytes memory in use; empty where the system does not tell
 * @param writtenBytes handed to the disk since its start; empty where the system does not tell
 */
public record ProcessReading(Duration cpu, OptionalLong residentBytes, OptionalLong writtenBytes) {
    private static final long KIB = 1_024;

    public static ProcessReading of(long pid) {
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        Path proc = Path.of("/proc", Long.toString(pid));
        return new ProcessReading(
                cpu, scaled(number(proc.resolve("status"), "VmRSS:"), KIB), number(proc.resolve("io"), "write_bytes:"));
    }

    /** This process. */
    public static ProcessReading ofSelf() {
        return of(ProcessHandle.current().pid());
    }

    private static OptionalLong scaled(OptionalLong value, long factor) {
        return value.isPresent() ? OptionalLong.of(value.getAsLong() * factor) : value;
    }

    /** The number behind a word at the beginning of a line. */
    private static OptionalLong number(Path file, String word) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()).strip().split("\\s+", 2)[0])
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException notThere) {
            return OptionalLong.empty();
        }
    }
}
