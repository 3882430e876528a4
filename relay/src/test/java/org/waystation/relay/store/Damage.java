package org.waystation.relay.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What may become of the files of a store that is closed, on a disk that errs, or by a hand that does. */
enum Damage {
    NONE(Outcome.WHOLE) {
        @Override
        void strike(Path store) {}
    },
    /** One bit, among the rows. */
    TABLE_FLIPPED(Outcome.REFUSED_WHEN_READ) {
        @Override
        void strike(Path store) throws IOException {
            flip(largest(store, ".sst"), 0.4);
        }
    },
    TABLE_BLANKED(Outcome.REFUSED_WHEN_READ) {
        @Override
        void strike(Path store) throws IOException {
            overwrite(largest(store, ".sst"), 0.4, new byte[4_096]);
        }
    },
    TABLE_CUT_SHORT(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            shorten(largest(store, ".sst"), 5_000);
        }
    },
    TABLE_GONE(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            Files.delete(largest(store, ".sst"));
        }
    },
    /** Two table files have each other's names. */
    TABLES_SWAPPED(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            List<Path> tables = files(store, ".sst");
            Path first = tables.get(0);
            Path second = tables.get(1);
            Path aside = store.resolve("aside");
            Files.move(first, aside);
            Files.move(second, first);
            Files.move(aside, second);
        }
    },
    MANIFEST_FLIPPED(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            flip(manifest(store), 0.5);
        }
    },
    MANIFEST_GONE(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            Files.delete(manifest(store));
        }
    },
    /** Without this file a store looks as if there had never been one. */
    CURRENT_GONE(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            Files.delete(store.resolve("CURRENT"));
        }
    },
    CURRENT_GARBLED(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            Files.writeString(store.resolve("CURRENT"), "MANIFEST-of-nothing\n");
        }
    },
    EVERYTHING_GONE(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            for (Path each : files(store, "")) {
                Files.delete(each);
            }
        }
    },
    /** One bit, with many synced rows behind it. */
    LOG_FLIPPED(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            flip(largest(store, ".log"), 0.5);
        }
    },
    /** The newest synced rows. */
    LOG_CUT_SHORT(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            shorten(largest(store, ".log"), 10);
        }
    },
    LOG_GONE(Outcome.REFUSED_AT_START) {
        @Override
        void strike(Path store) throws IOException {
            Files.delete(largest(store, ".log"));
        }
    },
    /** What a power cut leaves of a write that was not synced: its length and not its bytes. */
    LOG_ENDS_IN_ZEROS(Outcome.WHOLE) {
        @Override
        void strike(Path store) throws IOException {
            Files.write(largest(store, ".log"), new byte[3_000], StandardOpenOption.APPEND);
        }
    },
    /** What a power cut leaves of a write that was not synced: some sectors of it. */
    LOG_ENDS_IN_GARBAGE(Outcome.WHOLE) {
        @Override
        void strike(Path store) throws IOException {
            byte[] garbage = "something else. ".repeat(200).getBytes(StandardCharsets.US_ASCII);
            Files.write(largest(store, ".log"), garbage, StandardOpenOption.APPEND);
        }
    };

    /** How the store may answer; never with less than was committed, and never with anything else. */
    enum Outcome {
        WHOLE,
        REFUSED_AT_START,
        REFUSED_WHEN_READ
    }

    private final Outcome outcome;

    Damage(Outcome outcome) {
        this.outcome = outcome;
    }

    abstract void strike(Path store) throws IOException;

    Outcome outcome() {
        return outcome;
    }

    private static List<Path> files(Path store, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(store)) {
            return all.filter(each -> each.toString().endsWith(suffix))
                    .sorted(Comparator.comparingLong(Damage::size).reversed())
                    .toList();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static Path largest(Path store, String suffix) throws IOException {
        return files(store, suffix).get(0);
    }

    private static Path manifest(Path store) throws IOException {
        return store.resolve(Files.readString(store.resolve("CURRENT")).strip());
    }

    private static void flip(Path file, double at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long place = (long) (bytes.length() * at);
            bytes.seek(place);
            int before = bytes.read();
            bytes.seek(place);
            bytes.write(before ^ 0x10);
        }
    }

    private static void overwrite(Path file, double at, byte[] with) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((long) (bytes.length() * at));
            bytes.write(with);
        }
    }

    private static void shorten(Path file, int by) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() - by);
        }
    }
}
