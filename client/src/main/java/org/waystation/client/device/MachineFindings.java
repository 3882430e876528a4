package org.waystation.client.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.device.Finding.About;
import org.waystation.client.device.Finding.Weight;

/** What the machine may write to its disk by itself. Reads what Linux tells; elsewhere it says that it does not know. */
public final class MachineFindings {
    private static final String CORE_LIMIT = "Max core file size";

    /** The root of the file system; another directory in tests. */
    private final Path root;

    public MachineFindings(Path root) {
        this.root = root;
    }

    public List<Finding> all() {
        return List.of(disk(), swap(), coreDumps());
    }

    private static Finding disk() {
        return new Finding(
                About.DISK,
                Weight.UNKNOWN,
                "Whether this disk is encrypted cannot be told from here. If it is not, deleted files can be found again."
                        + " Look in the system's settings (on Linux: lsblk -f shows crypto_LUKS).");
    }

    private Finding swap() {
        Optional<List<String>> swaps = lines("proc/swaps");
        if (swaps.isEmpty()) {
            return unknown("Whether memory may be swapped to the disk cannot be told here.");
        }
        List<String> onDisk = new ArrayList<>();
        for (String each : swaps.get().stream().skip(1).toList()) {
            String name = each.strip().split("\\s+", 2)[0];
            if (!name.isEmpty() && !name.startsWith("/dev/zram")) {
                onDisk.add(name);
            }
        }
        if (onDisk.isEmpty()) {
            return new Finding(About.MEMORY, Weight.GOOD, "Memory is not swapped to a disk.");
        }
        return new Finding(
                About.MEMORY,
                Weight.WARNING,
                "Memory may be swapped to " + String.join(", ", onDisk)
                        + ": keys and texts of a running program may reach the disk in clear, all of them when the machine"
                        + " hibernates, unless that disk is encrypted. Turn swap off (swapoff -a) or encrypt it.");
    }

    private Finding coreDumps() {
        Optional<List<String>> pattern = lines("proc/sys/kernel/core_pattern");
        Optional<String> limit = lines("proc/self/limits")
                .flatMap(all ->
                        all.stream().filter(each -> each.startsWith(CORE_LIMIT)).findFirst())
                .map(each -> each.substring(CORE_LIMIT.length()).strip().split("\\s+", 2)[0]);
        if (pattern.isEmpty() || pattern.get().isEmpty() || limit.isEmpty()) {
            return unknown("Whether a crash would leave a copy of memory on the disk cannot be told here.");
        }
        boolean handedOver = pattern.get().get(0).startsWith("|");
        if (limit.get().equals("0") && !handedOver) {
            return new Finding(About.MEMORY, Weight.GOOD, "A crash leaves no copy of memory on the disk.");
        }
        return new Finding(
                About.MEMORY,
                Weight.WARNING,
                handedOver
                        ? "A crash hands a copy of memory, keys and all, to a program of the system that may keep it"
                                + " (see /proc/sys/kernel/core_pattern). Have your system keep none."
                        : "A crash would leave a copy of memory, keys and all, in a file. Forbid it: ulimit -c 0");
    }

    private static Finding unknown(String words) {
        return new Finding(About.MEMORY, Weight.UNKNOWN, words);
    }

    private Optional<List<String>> lines(String file) {
        try {
            return Optional.of(Files.readAllLines(root.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
