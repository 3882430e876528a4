package org.waystation.ops.cli;

import java.util.Optional;

/** The version of the program, from its jar. */
final class Version {
    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unreleased");
    }
}
