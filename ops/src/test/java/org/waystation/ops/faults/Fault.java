package org.waystation.ops.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.waystation.ops.faults.link.Direction;
import org.waystation.ops.faults.link.Weather;
import org.waystation.ops.programs.Strace;

/** What can happen to two relays and the network between them, from its beginning to its end. */
enum Fault {
    CUT("every connection reset, new ones refused") {
        @Override
        String strike(Scene scene) throws IOException, InterruptedException {
            scene.link().cut();
            scene.hold();
            scene.link().mend();
            return "";
        }
    },
    HALF_OPEN("both directions swallowed, no connection closed") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return under(scene, Weather.SWALLOWING, Weather.SWALLOWING);
        }
    },
    ANSWERS_SWALLOWED("only what the partner says is swallowed") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return under(scene, Weather.CLEAR, Weather.SWALLOWING);
        }
    },
    LOSS("30 % of segments lost each way") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return under(scene, Weather.lossy(LOST), Weather.lossy(LOST));
        }
    },
    LATENCY("3 s each way") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return under(scene, Weather.slow(FAR), Weather.slow(FAR));
        }
    },
    TRICKLE("32 kbit/s each way") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return under(scene, Weather.narrow(NARROW), Weather.narrow(NARROW));
        }
    },
    PAUSED("the partner stands still (SIGSTOP), then goes on (SIGCONT)") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            scene.two().freeze();
            scene.hold();
            scene.two().thaw();
            return "";
        }
    },
    KILLED("the partner is killed (SIGKILL) under load, three times") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return killAgainAndAgain(scene, scene.two(), () -> {});
        }
    },
    KILLED_UNANSWERED("the partner is killed after it has synced and before its answers arrive, three times") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return killAgainAndAgain(
                    scene, scene.two(), () -> scene.link().set(Direction.TWO_TO_ONE, Weather.SWALLOWING));
        }
    },
    OWN_RELAY_KILLED("the writers' own relay is killed under load, three times") {
        @Override
        String strike(Scene scene) throws InterruptedException {
            return killAgainAndAgain(scene, scene.one(), () -> {});
        }
    },
    DISK_FULL("no room on the file system of the partner's store") {
        @Override
        String strike(Scene scene) throws IOException, InterruptedException {
            Path store = SmallDisk.seenBy(scene.two().pid(), scene.two().data().resolve("store"));
            Path ballast = store.resolve("ballast");
            long end = System.nanoTime() + scene.length().toNanos();
            boolean noticed = false;
            while (System.nanoTime() < end) {
                // Again and again: a store that is opened anew throws away what it no longer needs.
                scene.two().freeze();
                SmallDisk.fill(store, ballast);
                scene.two().thaw();
                Scene.pass(REFILL_EVERY);
                noticed |= scene.two().hasProblems();
            }
            Files.delete(ballast);
            return noticed ? "the relay said so" : "the relay never noticed";
        }
    },
    DISK_NEARLY_FULL("less room than min_free_disk_bytes on the partner's disk") {
        @Override
        String strike(Scene scene) throws IOException, InterruptedException {
            Path ballast = scene.two().data().resolve("ballast");
            reserve(ballast, 2 * MARGIN_BYTES);
            Scene.await("the relay notices", scene.two()::hasProblems);
            scene.hold();
            Files.delete(ballast);
            return "the relay said so";
        }
    },
    DISK_SLOW("every sync of the partner's disk takes 300 ms longer") {
        @Override
        String strike(Scene scene) throws IOException, InterruptedException {
            FailingDisk disk = FailingDisk.slow(scene.two().pid(), SLOW_SYNC_MICROS);
            try {
                scene.hold();
            } finally {
                disk.close();
            }
            return "";
        }
    },
    DISK_FAILING("every sync of the partner's disk fails (EIO)") {
        @Override
        String strike(Scene scene) throws IOException, InterruptedException {
            return untilNoticed(scene, FailingDisk.broken(scene.two().pid()));
        }
    },
    DISK_READ_ONLY("nothing on the partner's disk can be synced, made or removed (EROFS)") {
        @Override
        String strike(Scene scene) throws IOException, InterruptedException {
            return untilNoticed(scene, FailingDisk.readOnly(scene.two().pid()));
        }
    };

    /** Room that the partner has at first beyond what it wants to keep free. */
    static final long MARGIN_BYTES = 512L << 20;

    private static final long SLOW_SYNC_MICROS = 300_000;
    private static final Duration REFILL_EVERY = Duration.ofMillis(500);
    private static final double LOST = 0.3;
    private static final Duration FAR = Duration.ofSeconds(3);
    private static final int NARROW = 32_000 / 8;
    private static final Duration SWALLOWED_FOR = Duration.ofSeconds(1);
    private static final Duration DEAD_FOR = Duration.ofMillis(500);

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether this machine lets it happen. */
    boolean isPossible() {
        return switch (this) {
            case DISK_FULL -> SmallDisk.isPossible();
            case DISK_SLOW, DISK_FAILING, DISK_READ_ONLY -> Strace.canAttach();
            default -> true;
        };
    }

    /** As it is written at the prompt. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Strikes, lasts, and ends.
     *
     * @return what else was seen of it; empty if there is nothing to say
     */
    abstract String strike(Scene scene) throws IOException, InterruptedException;

    private static String under(Scene scene, Weather there, Weather back) throws InterruptedException {
        scene.link().set(Direction.ONE_TO_TWO, there);
        scene.link().set(Direction.TWO_TO_ONE, back);
        scene.hold();
        scene.link().set(Weather.CLEAR);
        return "";
    }

    private static String untilNoticed(Scene scene, FailingDisk disk) throws InterruptedException {
        try {
            Scene.await("the relay notices", scene.two()::hasProblems);
            scene.hold();
        } finally {
            disk.close();
        }
        return "the relay said so";
    }

    private static String killAgainAndAgain(Scene scene, Station victim, Runnable before) throws InterruptedException {
        for (int i = 0; i < scene.deaths(); i++) {
            scene.awaitProgress();
            before.run();
            Scene.pass(SWALLOWED_FOR);
            victim.kill();
            scene.link().set(Weather.CLEAR);
            Scene.pass(DEAD_FOR);
            victim.startAgain();
        }
        return "";
    }

    /** Takes room on a disk, fast where the file system can. */
    private static void reserve(Path file, long bytes) throws IOException, InterruptedException {
        try {
            Process fallocate = new ProcessBuilder("fallocate", "-l", Long.toString(bytes), file.toString()).start();
            if (fallocate.waitFor() == 0) {
                return;
            }
        } catch (IOException noSuchCommand) {
            // By hand, below.
        }
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the disk has no room for a test of a full disk", e);
        }
    }
}
