package org.waystation.ops.simulation.people;

import java.time.Duration;
import java.util.List;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;

/** Who gets to know whom: everybody knows a few from the beginning, and meets others for as long as the world lasts. */
public final class Friendships {
    private static final int MOST_AT_FIRST = 3;

    /** On average, by each, however long the world lasts; whether they know each other already, chance does not ask. */
    private static final int LATER = 4;

    private final List<PersonNode> people;
    private final Timeline time;
    private final Chance chance;
    private final Duration betweenMeetings;

    /** @param length of the world, over which the meetings are spread */
    public Friendships(List<PersonNode> people, Duration length, Timeline time, Chance chance) {
        this.people = people;
        this.time = time;
        this.chance = chance;
        this.betweenMeetings = length.dividedBy(LATER);
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
        time.in(chance.waiting(betweenMeetings), () -> {
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
