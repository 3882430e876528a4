package org.waystation.ops.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks through every byte of every file below a directory for many needles at once: a window of eight bytes moves over
 * the file, and only where it equals the beginning of a pattern is the rest compared. One thread.
 */
final class DiskSearch {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int BYTE_BITS = 8;

    private final Map<Long, List<Candidate>> byBeginning = new HashMap<>();
    private final int longest;

    DiskSearch(List<Needle> needles) {
        int most = Needle.LEAST_BYTES;
        for (Needle needle : needles) {
            for (Needle.Form form : needle.forms()) {
                byBeginning
                        .computeIfAbsent(form.pattern().getLong(0), unused -> new ArrayList<>())
                        .add(new Candidate(needle.what(), form));
                most = Math.max(most, form.pattern().remaining());
            }
        }
        longest = most;
    }

    private record Candidate(String what, Needle.Form form) {}

    /** One place where a needle was found. */
    record Hit(String what, String form, Path file) {
        @Override
        public String toString() {
            return what + " (" + form + ") in " + file.getFileName();
        }
    }

    /** What was looked through, and what was found in it. */
    record Result(int files, long bytes, List<Hit> hits) {
        Result plus(Result other) {
            List<Hit> all = new ArrayList<>(hits);
            all.addAll(other.hits);
            return new Result(files + other.files, bytes + other.bytes, List.copyOf(all));
        }
    }

    Result in(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<Hit> hits = new ArrayList<>();
        long bytes = 0;
        for (Path file : files) {
            bytes += search(file, hits);
        }
        return new Result(files.size(), bytes, List.copyOf(hits));
    }

    private long search(Path file, List<Hit> hits) throws IOException {
        byte[] buffer = new byte[CHUNK_BYTES + longest];
        long total = 0;
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int read = in.readNBytes(buffer, kept, buffer.length - kept);
                total += read;
                int end = kept + read;
                boolean last = end < buffer.length;
                // What a pattern could still cross into is looked at again with the next chunk.
                int limit = last ? end : end - longest + 1;
                searchChunk(ByteBuffer.wrap(buffer, 0, end), limit, file, hits);
                if (last) {
                    return total;
                }
                kept = end - limit;
                System.arraycopy(buffer, limit, buffer, 0, kept);
            }
        } catch (NoSuchFileException gone) {
            // A running relay deletes files; what is gone holds nothing.
            return total;
        }
    }

    private void searchChunk(ByteBuffer chunk, int limit, Path file, List<Hit> hits) {
        long window = 0;
        for (int at = 0; at < chunk.limit(); at++) {
            window = window << BYTE_BITS | (chunk.get(at) & 0xFF);
            int start = at - Needle.LEAST_BYTES + 1;
            if (start < 0 || start >= limit) {
                continue;
            }
            List<Candidate> candidates = byBeginning.get(window);
            if (candidates == null) {
                continue;
            }
            for (Candidate candidate : candidates) {
                ByteBuffer pattern = candidate.form().pattern();
                int length = pattern.remaining();
                if (start + length <= chunk.limit()
                        && chunk.slice(start, length).equals(pattern)) {
                    hits.add(new Hit(candidate.what(), candidate.form().name(), file));
                }
            }
        }
    }
}
