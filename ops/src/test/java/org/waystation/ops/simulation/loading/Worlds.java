package org.waystation.ops.simulation.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.ops.simulation.trial.Simulator;

/** Where simulators come from. */
public final class Worlds {
    private static final String SIMULATOR = "org.waystation.ops.simulation.world.WorldSimulator";
    private static final String CLASS_FILE = ".class";

    private Worlds() {}

    /**
     * A new simulator out of classes of its own; loading one takes seconds, so it is to be used for many trials.
     *
     * @throws IllegalStateException if the checkout lacks something that this takes, such as the text that a bug replaces
     */
    public static Simulator load(Crypto crypto, Optional<DeliberateBug> bug) {
        return load(SIMULATOR, crypto, bug);
    }

    static Simulator load(String simulator, Crypto crypto, Optional<DeliberateBug> bug) {
        try {
            return (Simulator) loader(crypto, bug)
                    .loadClass(simulator)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(simulator + " cannot be made", e);
        }
    }

    static ClassLoader loader(Crypto crypto, Optional<DeliberateBug> bug) {
        Map<String, byte[]> substitutes = new HashMap<>();
        if (crypto == Crypto.FAST) {
            substitutes.putAll(classesIn(Checkout.standInClasses()));
        }
        bug.map(MutantCompiler::compile).ifPresent(substitutes::putAll);
        ClassLoader ordinary = Worlds.class.getClassLoader();
        return substitutes.isEmpty() ? ordinary : new SubstitutingLoader(ordinary, substitutes);
    }

    private static Map<String, byte[]> classesIn(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files =
                    walk.filter(each -> each.toString().endsWith(CLASS_FILE)).toList();
            Map<String, byte[]> classes = new HashMap<>();
            for (Path each : files) {
                classes.put(className(directory.relativize(each)), Files.readAllBytes(each));
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Path file) {
        String name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        return name.substring(0, name.length() - CLASS_FILE.length());
    }
}
