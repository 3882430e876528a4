package org.waystation.protocol.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder docs/vectors of this checkout. */
public final class VectorFolder {
    private VectorFolder() {}

    /** Names of all files of cases, sorted. */
    public static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    /** All cases of a file, in order. */
    public static List<VectorBlock> read(String file) throws IOException {
        List<VectorBlock> blocks = new ArrayList<>();
        boolean isInside = false;
        int number = 0;
        for (String line : Files.readAllLines(folder().resolve(file))) {
            number++;
            if (line.startsWith("#") || line.isEmpty()) {
                isInside = false;
                continue;
            }
            if (!isInside) {
                blocks.add(new VectorBlock(file + ":" + number));
                isInside = true;
            }
            blocks.get(blocks.size() - 1).add(line);
        }
        return blocks;
    }

    private static Path folder() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("docs/vectors"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no docs/vectors above " + Path.of("").toAbsolutePath()));
    }
}
