package org.waystation.ops.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A small project with a copy of the launcher, whose mvn makes empty jars and whose java prints its arguments. */
final class LauncherStage {
    final Path root;
    final Path jdk;
    private final Path bin;

    LauncherStage(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("project with space"));
        jdk = Files.createDirectories(directory.resolve("jdk"));
        bin = Files.createDirectories(directory.resolve("bin"));
        Path launcher = Path.of("").toAbsolutePath().resolveSibling("waystation");
        Files.copy(launcher, root.resolve("waystation"));
        Files.setPosixFilePermissions(root.resolve("waystation"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(root.resolve("pom.xml"), "");
        for (String module : List.of("ops", "client")) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
            Files.writeString(root.resolve(module).resolve("src/main/Some.java"), "");
            Files.createDirectories(root.resolve(module).resolve("src/test"));
            Files.writeString(root.resolve(module).resolve("src/test/SomeTest.java"), "");
        }
        java("17.0.2");
        script(jdk.resolve("bin/javac"), "");
        maven("""
                echo "$*" >> builds
                # Longer than the step of any file system's clock.
                sleep 0.3
                echo '[INFO] Building Waystation :: protocol 0.1.0-SNAPSHOT      [2/6]'
                mkdir -p ops/target client/target
                : > ops/target/waystation-ops.jar
                : > client/target/waystation-client.jar
                case $* in
                  *-DskipTests*) mkdir -p ops/target/test-classes ;;
                esac
                case $* in
                  *-Pfuzz*) mkdir -p ops/target/fuzzer ;;
                esac
                """);
    }

    void java(String version) throws IOException {
        script(jdk.resolve("bin/java"), "for a in \"$@\"; do printf '%s\\n' \"$a\"; done");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    void maven(String body) throws IOException {
        script(bin.resolve("mvn"), body);
    }

    void removeMaven() throws IOException {
        Files.delete(bin.resolve("mvn"));
    }

    int builds() throws IOException {
        return buildsWith("").size();
    }

    /** The arguments of every build in which this word occurs, in their order. */
    List<String> buildsWith(String word) throws IOException {
        Path file = root.resolve("builds");
        List<String> all = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return all.stream().filter(each -> each.contains(word)).toList();
    }

    Ran run(String... words) throws IOException, InterruptedException {
        return ended(start(root.resolve("waystation"), words));
    }

    Ran runNeverBuilding(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = prepared(root.resolve("waystation"), words);
        builder.environment().put("WAYSTATION_BUILD", "never");
        return ended(builder.start());
    }

    Process start(Path launcher, String... words) throws IOException {
        return prepared(launcher, words).start();
    }

    private ProcessBuilder prepared(Path launcher, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(bin.toFile());
        builder.environment().clear();
        // The real directories last: the launcher needs sh's tools, and must find our mvn first.
        builder.environment().put("PATH", bin + ":" + toolsWithoutMaven());
        builder.environment().put("JAVA_HOME", jdk.toString());
        return builder;
    }

    static Ran ended(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = text(process.getInputStream());
        String err = text(process.getErrorStream());
        return new Ran(process.waitFor(), out, err);
    }

    record Ran(int exit, String out, String err) {}

    private Path toolsWithoutMaven() throws IOException {
        Path tools = root.resolveSibling("tools");
        if (!Files.exists(tools)) {
            Files.createDirectories(tools);
            for (String tool : List.of(
                    "sh",
                    "find",
                    "head",
                    "mkdir",
                    "awk",
                    "sed",
                    "grep",
                    "tee",
                    "readlink",
                    "flock",
                    "cat",
                    "rm",
                    "mv",
                    "sleep",
                    "touch")) {
                for (String place : List.of("/bin", "/usr/bin")) {
                    Path real = Path.of(place, tool);
                    if (Files.exists(real) && !Files.exists(tools.resolve(tool))) {
                        Files.createSymbolicLink(tools.resolve(tool), real);
                    }
                }
            }
        }
        return tools;
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
