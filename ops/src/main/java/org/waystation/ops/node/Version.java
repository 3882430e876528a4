package org.waystation.ops.node;

import java.util.Optional;

/** The version of the program, from its jar. */
public final class Version {
    private Version() {}

    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unreleased");
    }
}
