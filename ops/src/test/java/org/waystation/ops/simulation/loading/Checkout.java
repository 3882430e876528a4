package org.waystation.ops.simulation.loading;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where sources and classes of the checkout are from which this class was built. */
final class Checkout {
    private static final String STAND_IN_CLASSES = "standin-classes";

    private Checkout() {}

    /** The directory with the launcher and the modules. */
    static Path root() {
        for (Path each = classes(); each != null; each = each.getParent()) {
            if (Files.isRegularFile(each.resolve("waystation")) && Files.isDirectory(each.resolve("protocol"))) {
                return each;
            }
        }
        throw new IllegalStateException("no checkout of the project above " + classes());
    }

    /** The classes of the insecure stand-in for cryptography. */
    static Path standInClasses() {
        Path found = classes().resolveSibling(STAND_IN_CLASSES);
        if (!Files.isDirectory(found)) {
            throw new IllegalStateException(found + " is not there; mvn test-compile makes it");
        }
        return found;
    }

    private static Path classes() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of our own classes is no path", e);
        }
    }
}
