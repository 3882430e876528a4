package org.waystation.watch.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The inputs of one decoder that are kept in the tree, in a directory under {@value #DIRECTORY} of its module: {@code seed-N},
 * which the encoders make, and inputs that a campaign has found, under a name that says what they were.
 */
public final class Corpus {
    /** In the directory of a module. */
    public static final String DIRECTORY = "src/test/corpus";

    private static final String SEED = "seed-";
    private static final int CHANGED_PLACES = 8;

    private final Path directory;
    private final Decoder decoder;

    /** @param module the directory of the decoder's module */
    public Corpus(Path module, Decoder decoder) {
        this.directory = module.resolve(DIRECTORY).resolve(decoder.name());
        this.decoder = decoder;
    }

    public Path directory() {
        return directory;
    }

    /** Holds the decoder to what it must, with every kept input, every seed, and seeds that are cut short or changed in a byte. */
    public void hold() throws IOException {
        for (Map.Entry<String, byte[]> each : kept().entrySet()) {
            holdNamed(each.getKey(), each.getValue());
        }
        decoder.hold(new byte[0]);
        int number = 0;
        for (byte[] seed : decoder.seeds()) {
            if (decoder.refuses(seed)) {
                throw new AssertionError(decoder.name() + " refuses what the encoder wrote: " + SEED + number);
            }
            holdNamed(SEED + number++, seed);
            for (byte[] changed : changed(seed)) {
                holdNamed("a changed seed, " + HexFormat.of().formatHex(changed), changed);
            }
        }
    }

    private void holdNamed(String input, byte[] bytes) {
        try {
            decoder.hold(bytes);
        } catch (AssertionError broken) {
            throw new AssertionError(input + ": " + broken.getMessage(), broken);
        }
    }

    /** Cut at places all over it, and with a bit turned there. */
    private static List<byte[]> changed(byte[] seed) {
        List<byte[]> all = new ArrayList<>();
        int stride = Math.max(1, seed.length / CHANGED_PLACES);
        for (int at = 0; at < seed.length; at += stride) {
            all.add(Arrays.copyOf(seed, at));
            byte[] turned = seed.clone();
            turned[at] ^= (byte) (1 << (at % Byte.SIZE));
            all.add(turned);
        }
        return all;
    }

    /** Whether the seeds in the tree are those that the encoders make now; a decoder without repeatable ones keeps none. */
    public boolean isFresh() throws IOException {
        Map<String, byte[]> stored = kept();
        stored.keySet().removeIf(each -> !each.startsWith(SEED));
        Map<String, byte[]> made = made();
        return stored.keySet().equals(made.keySet())
                && made.entrySet().stream().allMatch(each -> Arrays.equals(each.getValue(), stored.get(each.getKey())));
    }

    /** Puts what the encoders make now into the tree. */
    public void renew() throws IOException {
        for (String each : kept().keySet()) {
            if (each.startsWith(SEED)) {
                Files.delete(directory.resolve(each));
            }
        }
        for (Map.Entry<String, byte[]> each : made().entrySet()) {
            Files.createDirectories(directory);
            Files.write(directory.resolve(each.getKey()), each.getValue());
        }
    }

    private Map<String, byte[]> made() {
        Map<String, byte[]> made = new TreeMap<>();
        if (decoder.isRepeatable()) {
            for (byte[] each : decoder.seeds()) {
                made.put(SEED + String.format("%02d", made.size()), each);
            }
        }
        return made;
    }

    private Map<String, byte[]> kept() throws IOException {
        Map<String, byte[]> kept = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path each : files.toList()) {
                    kept.put(each.getFileName().toString(), Files.readAllBytes(each));
                }
            }
        }
        return kept;
    }
}
