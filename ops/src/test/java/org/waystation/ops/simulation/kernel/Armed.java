package org.waystation.ops.simulation.kernel;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong at the next opportunity, one thing at a time: while one waits, another is turned away, so that none
 * takes the place of one before it.
 */
public final class Armed<K> {
    private @Nullable Trap<K> trap;

    private record Trap<K>(K kind, Runnable onStruck) {}

    /**
     * @param onStruck is called when it strikes, and not if it never does
     * @return whether it waits now; false if another does
     */
    public boolean arm(K kind, Runnable onStruck) {
        if (trap != null) {
            return false;
        }
        trap = new Trap<>(kind, onStruck);
        return true;
    }

    public boolean isArmed() {
        return trap != null;
    }

    /** There is an opportunity for what fits: it strikes now, if it is what waits, and does so once. */
    public Optional<K> strike(Predicate<K> fits) {
        Trap<K> sprung = trap;
        if (sprung == null || !fits.test(sprung.kind)) {
            return Optional.empty();
        }
        trap = null;
        sprung.onStruck.run();
        return Optional.of(sprung.kind);
    }

    /** As {@link #strike}, where only one kind fits. */
    public boolean strikes(K only) {
        return strike(only::equals).isPresent();
    }

    /** What waits never strikes. */
    public void disarm() {
        trap = null;
    }
}
