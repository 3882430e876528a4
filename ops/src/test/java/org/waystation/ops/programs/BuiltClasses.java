package org.waystation.ops.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.waystation.ops.cli.RelayCommandLine;

/** In the launcher's place, which runs packaged programs: the classes of this build, in machines that start soon. */
public final class BuiltClasses {
    private BuiltClasses() {}

    public static Path launcherIn(Path directory) throws IOException {
        Path launcher = directory.resolve("launcher");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -cp '"
                        + System.getProperty("java.class.path") + "' " + RelayCommandLine.class.getName()
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return launcher;
    }
}
