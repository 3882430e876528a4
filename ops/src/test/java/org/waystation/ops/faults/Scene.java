package org.waystation.ops.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.waystation.ops.faults.link.FaultyLink;
import org.waystation.ops.faults.people.Judge;
import org.waystation.ops.programs.ProgramFailure;

/**
 * What a fault strikes. {@code two} is the partner to which everybody writes; {@code one} is the writers' own relay.
 *
 * @param length how long a fault lasts at least
 * @param deaths how often whoever is killed is killed
 * @param goesOn whether the fault shall last longer
 */
record Scene(
        Station one, Station two, FaultyLink link, Judge judge, Duration length, int deaths, BooleanSupplier goesOn) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_AGAIN_MILLIS = 20;

    /** Real time goes by: faults between processes have no other clock. */
    static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Lets the fault last. */
    void hold() throws InterruptedException {
        pass(length);
        while (goesOn.getAsBoolean()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** Waits for something that will happen. */
    static void await(String what, BooleanSupplier happened) throws InterruptedException {
        await(what, PATIENCE, happened);
    }

    static void await(String what, Duration patience, BooleanSupplier happened) throws InterruptedException {
        long latest = System.nanoTime() + patience.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > latest) {
                throw new ProgramFailure("waited " + patience.toSeconds() + " s in vain: " + what);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** Waits until another letter has come through since now. */
    void awaitProgress() throws InterruptedException {
        int before = judge.sums().shown();
        await("a letter comes through", () -> judge.sums().shown() > before);
    }
}
