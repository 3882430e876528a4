package org.waystation.ops.simulation.people;

import java.time.Duration;
import java.util.List;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;

/** Who gets to know whom: everybody knows a few from the beginning, and meets others for as long as the world lasts. */
public final class Friendships {
    private static final int MOST_AT_FIRST = 3;

    /** Until somebody of a small world meets somebody; whether they know each other already, chance does not ask. */
    private static final Duration BETWEEN_MEETINGS = Duration.ofHours(6);

    private final List<PersonNode> people;
    private final Timeline time;
    private final Chance chance;

    public Friendships(List<PersonNode> people, Timeline time, Chance chance) {
        this.people = people;
        this.time = time;
        this.chance = chance;
    }

    /** To be called once, when everybody is there. */
    public void begin() {
        for (PersonNode each : people) {
            for (int left = 1 + chance.below(MOST_AT_FIRST); left > 0; left--) {
                meetSomebody(each);
            }
            meetLater(each);
        }
    }

    private void meetLater(PersonNode person) {
        Duration mean = BETWEEN_MEETINGS.multipliedBy(Habits.calmer(people.size()));
        time.in(chance.waiting(mean), () -> {
            meetSomebody(person);
            meetLater(person);
        });
    }

    private void meetSomebody(PersonNode person) {
        PersonNode other = chance.pick(people);
        if (other != person) {
            person.befriend(other);
        }
    }
}
