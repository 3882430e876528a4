package org.waystation.ops.programs;

import java.util.concurrent.Callable;

/** Cleans up when the user interrupts. */
public final class StopHook {
    private StopHook() {}

    /** Does the work; {@code cleaning} runs if the process is ended from outside meanwhile. */
    public static <T> T during(Callable<T> work, Runnable cleaning) throws Exception {
        Thread hook = new Thread(cleaning, "cleaning");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook is running and does the cleaning.
        }
    }
}
