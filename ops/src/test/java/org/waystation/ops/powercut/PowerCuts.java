package org.waystation.ops.powercut;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.waystation.ops.programs.Workplace;

/** Lets a subject write once, and then takes its power away at many moments of what it did. */
final class PowerCuts {
    private static final List<Disk.Loss> LOSSES = List.of(Disk.Loss.values());
    private static final int LONGEST_STRING_BYTES = 64 << 20;

    private final Subject subject;
    private final Path directory;
    private final List<String> complaints = new ArrayList<>();
    private int survived;

    /** @param directory is empty */
    PowerCuts(Subject subject, Path directory) {
        this.subject = subject;
        this.directory = directory;
    }

    int survived() {
        return survived;
    }

    /** Broken promises, in words. */
    List<String> complaints() {
        return complaints;
    }

    /** @param writes how many changes the subject makes */
    List<Change> record(int writes) throws Exception {
        Path root = Files.createDirectory(directory.resolve("files"));
        Path trace = directory.resolve("trace");
        Path errors = directory.resolve("errors");
        Process traced = new ProcessBuilder(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-qq",
                        "-xx",
                        "-s",
                        Integer.toString(LONGEST_STRING_BYTES),
                        "-e",
                        "trace=" + Trace.CALLS,
                        "-e",
                        "signal=none",
                        "-o",
                        trace.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        subject.program().getName(),
                        root.toString(),
                        Integer.toString(writes))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        if (traced.waitFor() != 0) {
            throw new IllegalStateException("the program failed: " + Files.readString(errors));
        }
        return Trace.read(trace, root);
    }

    /** Plays the changes to a disk and cuts its power so many times, at moments and with losses that chance chooses. */
    void cut(List<Change> changes, int cuts, Random chance) throws Exception {
        Path root = directory.resolve("files");
        List<Integer> moments =
                chance.ints(cuts, 0, changes.size() + 1).sorted().boxed().toList();
        Disk disk = new Disk(root);
        int happened = 0;
        int said = Subject.NOTHING;
        for (int moment : moments) {
            while (happened < moment) {
                Change change = changes.get(happened++);
                disk.happen(change);
                if (change instanceof Change.Said word) {
                    said = word.number();
                }
            }
            Disk.Loss loss = LOSSES.get(chance.nextInt(LOSSES.size()));
            Path left = directory.resolve("left");
            disk.cut(left, loss, chance);
            judge(left, said, "after change " + moment + " (" + before(changes, moment) + "), losing " + loss);
            new Workplace(left).delete();
        }
    }

    private static String before(List<Change> changes, int moment) {
        return moment == 0
                ? "the beginning"
                : changes.get(moment - 1).getClass().getSimpleName();
    }

    private void judge(Path left, int said, String when) {
        try {
            int newest = subject.newest(left, said);
            if (newest < said) {
                complaints.add(when + ": " + said + " was said, and " + newest + " is there");
            } else {
                survived++;
            }
        } catch (Exception e) {
            complaints.add(when + ", when " + said + " was said: " + e);
        }
    }
}
