package org.waystation.watch.fuzz;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The decoders of one module; a service of its tests, with a public constructor that takes nothing. */
public interface Decoders {
    /** What the name of a module stands behind in the names of its packages. */
    String ROOT = "org.waystation.";

    /** Each under a name of its own. */
    List<Decoder> all();

    /** Those of every module whose tests are on the class path, by name. */
    static List<Decoder> onClassPath() {
        return within("");
    }

    /** The decoder of this name; of other modules nothing is loaded. */
    static Optional<Decoder> named(String name) {
        String module = name.substring(0, name.indexOf('.') + 1);
        return within(module).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static List<Decoder> within(String module) {
        List<Decoder> found = ServiceLoader.load(Decoders.class).stream()
                .filter(each -> each.type().getName().startsWith(ROOT + module))
                .flatMap(each -> each.get().all().stream())
                .sorted(Comparator.comparing(Decoder::name))
                .toList();
        if (found.stream().map(Decoder::name).distinct().count() != found.size()) {
            throw new IllegalStateException("two decoders have one name: " + found);
        }
        return found;
    }
}
