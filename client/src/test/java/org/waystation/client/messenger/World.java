package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.waystation.client.person.ContactResult;
import org.waystation.protocol.crypto.Entropy;

/** Two relays that federate, and people at them; one thread, one clock, one seed. */
final class World {
    private static final int MAX_STEPS = 100_000;

    final FakeClock clock = new FakeClock();
    final Entropy entropy = seeded(7);
    final FakeRelay one = new FakeRelay("one.example", clock, entropy);
    final FakeRelay two = new FakeRelay("two.example", clock, entropy);
    final Person ana = new Person(one, clock, entropy);
    final Person bojan = new Person(two, clock, entropy);
    final List<Person> people = new ArrayList<>(List.of(ana, bojan));

    World() {
        one.federateWith(two);
    }

    private static Entropy seeded(long seed) {
        return new SplittableRandom(seed)::nextBytes;
    }

    /** Somebody else, a member of that relay by now. */
    Person newcomer(FakeRelay relay) {
        Person person = new Person(relay, clock, entropy);
        people.add(person);
        person.join();
        run();
        return person;
    }

    /** Lets frames flow until nothing moves any more. */
    void run() {
        for (int steps = 0; steps < MAX_STEPS; steps++) {
            boolean moved = false;
            for (Person each : people) {
                moved |= each.step();
            }
            if (!moved) {
                return;
            }
        }
        throw new AssertionError("the world does not come to rest");
    }

    void pass(Duration time) {
        clock.pass(time);
        people.forEach(each -> each.messenger().onTick());
        run();
    }

    /** One by one, as a client sees time pass. */
    void passSeconds(long seconds) {
        for (long second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
        }
    }

    /** Both are members, connected and at rest. */
    World joined() {
        ana.join();
        bojan.join();
        run();
        return this;
    }

    /** Ana has Bojan's link and has written to him; he has not accepted. */
    World introduced() {
        joined();
        add(ana, bojan, "bojan");
        run();
        return this;
    }

    /** Both can write. Ana calls him bojan, he calls her ana. */
    World acquainted() {
        introduced();
        assertInstanceOf(ContactResult.Done.class, bojan.messenger().accept("contact-1", Optional.of("ana")));
        run();
        return this;
    }

    static void add(Person who, Person whom, String name) {
        ContactResult result = who.messenger()
                .add(
                        whom.messenger().account().orElseThrow().link(),
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty());
        assertInstanceOf(ContactResult.Done.class, result);
    }
}
