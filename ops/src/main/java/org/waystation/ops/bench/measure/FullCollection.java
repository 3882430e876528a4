package org.waystation.ops.bench.measure;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** Has another Java process collect its garbage, so that what its heap holds afterwards is alive. */
public final class FullCollection {
    private FullCollection() {}

    /** Whether it was done; a runtime without the tools of a JDK cannot. */
    public static boolean of(long pid) throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
        try {
            return new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noJdk) {
            return false;
        }
    }
}
