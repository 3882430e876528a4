package org.waystation.ops.simulation.world;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.trial.Broken;
import org.waystation.ops.simulation.trial.Promise;

/** Takes down the first promise that is broken, and ends the world there. */
final class Judge {
    private final Timeline time;
    private @Nullable Broken broken;

    Judge(Timeline time) {
        this.time = time;
    }

    void rule(Promise promise, String what, List<String> story) {
        if (broken == null) {
            broken = new Broken(promise, time.elapsed(), what, story);
            time.stop();
        }
    }

    void rule(Promise promise, Letter letter, String what) {
        rule(promise, letter.words() + ": " + what, letter.story());
    }

    Optional<Broken> broken() {
        return Optional.ofNullable(broken);
    }
}
