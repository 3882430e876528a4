package org.waystation.protocol.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The files of Project Wycheproof, where they are: a folder named by the system property or environment variable {@code
 * waystation.vectors}, else {@code shared/vectors} beside any parent of the working directory. Without them the test is skipped.
 */
final class Wycheproof {
    private static final String SETTING = "waystation.vectors";

    private Wycheproof() {}

    /** What our wrapper did with a case; {@link #NOT_OURS} is of a size that no wrapper takes. */
    enum Treatment {
        ACCEPTED,
        REFUSED,
        NOT_OURS
    }

    /** Runs one case of a group, compares everything that the case says of the result, and tells what became of it. */
    @FunctionalInterface
    interface Check {
        Treatment run(JsonNode group, JsonNode test);
    }

    /** How often a verdict of the file met with a treatment of ours. */
    static final class Tally {
        private final Map<String, Integer> counts = new TreeMap<>();

        private void add(String verdict, Treatment treatment) {
            counts.merge(verdict + " " + treatment, 1, Integer::sum);
        }

        int of(String verdict, Treatment treatment) {
            return counts.getOrDefault(verdict + " " + treatment, 0);
        }

        private String line() {
            StringBuilder line = new StringBuilder();
            for (Map.Entry<String, Integer> each : counts.entrySet()) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(each.getKey())
                        .append(' ')
                        .append(each.getValue());
            }
            return line.toString();
        }
    }

    /** Runs every case of a file and prints a line of what became of them. */
    static Tally run(String file, Check check) throws IOException {
        Tally tally = new Tally();
        for (JsonNode group : groups(file)) {
            for (JsonNode test : group.get("tests")) {
                tally.add(test.get("result").asText(), check.run(group, test));
            }
        }
        System.out.println("wycheproof/" + file + ": " + tally.line());
        return tally;
    }

    /** Prints that a file is not run and why; gives the number of its cases. */
    static int leaveOut(String file) throws IOException {
        int cases = 0;
        for (JsonNode group : groups(file)) {
            cases += group.get("tests").size();
        }
        System.out.println("wycheproof/" + file + ": " + cases + " not run, the project does not use this primitive");
        return cases;
    }

    private static JsonNode groups(String file) throws IOException {
        return new ObjectMapper().readTree(folder().resolve(file).toFile()).get("testGroups");
    }

    /** Names of all files that are there. */
    static TreeSet<String> files() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .forEach(names::add);
        }
        return names;
    }

    static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    static boolean isValid(JsonNode test) {
        return test.get("result").asText().equals("valid");
    }

    static String name(JsonNode test) {
        return "tcId " + test.get("tcId") + " " + test.path("comment").asText();
    }

    private static Path folder() {
        Optional<Path> folder = find().map(each -> each.resolve("wycheproof")).filter(Files::isDirectory);
        Assumptions.assumeTrue(folder.isPresent(), "no test vectors here; set " + SETTING);
        return folder.orElseThrow();
    }

    private static Optional<Path> find() {
        Optional<Path> named = Stream.of(System.getProperty(SETTING), System.getenv(SETTING))
                .filter(value -> value != null)
                .map(Path::of)
                .findFirst();
        return named.or(() -> Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, folder -> folder.getParent())
                .map(folder -> folder.resolve("shared/vectors"))
                .filter(Files::isDirectory)
                .findFirst());
    }
}
