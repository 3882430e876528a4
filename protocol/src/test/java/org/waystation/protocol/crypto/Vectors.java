package org.waystation.protocol.crypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Wycheproof files, where they are: a folder named by the system property or environment variable {@code
 * waystation.vectors}, else {@code shared/vectors} beside any parent of the working directory. Absent files skip the test.
 */
final class Vectors {
    private static final String SETTING = "waystation.vectors";

    private Vectors() {}

    /** Calls for every test case with its group; gives the count. */
    static int forEach(String file, BiConsumer<JsonNode, JsonNode> check) throws IOException {
        Optional<Path> path =
                find().map(folder -> folder.resolve("wycheproof").resolve(file)).filter(Files::isRegularFile);
        Assumptions.assumeTrue(path.isPresent(), "no test vectors here; set " + SETTING);
        int count = 0;
        for (JsonNode group :
                new ObjectMapper().readTree(path.orElseThrow().toFile()).get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                check.accept(group, test);
                count++;
            }
        }
        return count;
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
