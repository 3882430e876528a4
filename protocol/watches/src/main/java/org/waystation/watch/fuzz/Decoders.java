package org.waystation.watch.fuzz;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The decoders of one module; a service of its tests, with a public constructor that takes nothing. */
public interface Decoders {
    /** Each under a name of its own. */
    List<Decoder> all();

    /** Those of every module whose tests are on the class path, by name. */
    static List<Decoder> onClassPath() {
        List<Decoder> found = ServiceLoader.load(Decoders.class).stream()
                .flatMap(each -> each.get().all().stream())
                .sorted(Comparator.comparing(Decoder::name))
                .toList();
        if (found.stream().map(Decoder::name).distinct().count() != found.size()) {
            throw new IllegalStateException("two decoders have one name: " + found);
        }
        return found;
    }
}
