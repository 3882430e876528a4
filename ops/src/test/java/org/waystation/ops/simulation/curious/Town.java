package org.waystation.ops.simulation.curious;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.curious.Attacker.Known;
import org.waystation.ops.simulation.curious.Correspondent.Letter;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.RelayLimits;

/** Two relays that write everything down, and people at both of them, with real clients and real cryptography, from a seed. */
final class Town {
    private final Timeline time = new Timeline();
    private final Chance chance;
    private final Network network;
    private final Map<Bytes, Letter> truth = new HashMap<>();
    private final Recorder atOne = new Recorder(time);
    private final Recorder atTwo = new Recorder(time);
    private final RelayNode one;
    private final RelayNode two;

    Town(long seed) {
        chance = new Chance(seed);
        network = new Network(time, chance.fork("network"));
        one = relay("one", atOne);
        two = relay("two", atTwo);
        one.take(two.card());
        two.take(one.card());
        one.start();
        two.start();
        pass(Duration.ofSeconds(10));
    }

    private RelayNode relay(String name, Recorder recorder) {
        RelayNode relay = new RelayNode(name, time, network, chance.fork(name), recorder, RelayLimits.DEFAULT, false);
        recorder.watchDisk(relay);
        return relay;
    }

    RelayNode one() {
        return one;
    }

    RelayNode two() {
        return two;
    }

    List<Sighting> seenAtOne() {
        return atOne.sightings();
    }

    List<Sighting> seenAtTwo() {
        return atTwo.sightings();
    }

    /** What really was in the requests that had a text in them. */
    Map<Bytes, Letter> truth() {
        return truth;
    }

    /** What relay two has on each text, and which of the writers wrote it. */
    List<Known> knownAtTwo(List<Correspondent> writers) throws ProtocolViolation {
        List<String> names = writers.stream().map(Correspondent::name).toList();
        List<Known> known = new ArrayList<>();
        for (Dossier each : RecipientsRelay.dossiers(seenAtTwo(), two)) {
            Letter letter = truth.get(each.request());
            if (letter != null) {
                known.add(new Known(each, names.indexOf(letter.writer())));
            }
        }
        return known;
    }

    Chance chance() {
        return chance;
    }

    void pass(Duration span) {
        time.runUntil(time.elapsed().plus(span));
    }

    void in(Duration delay, Runnable action) {
        time.in(delay, action);
    }

    /** Somebody with a front door, connected. */
    Correspondent settle(String name, RelayNode relay) {
        Correspondent person = new Correspondent(name, relay, time, network, chance.fork(name), truth);
        person.join();
        return person;
    }

    List<Correspondent> settle(int people, String name, RelayNode relay) {
        return IntStream.range(0, people)
                .mapToObj(each -> settle(name + each, relay))
                .toList();
    }

    /** The numbers from 0, in an order that is drawn. */
    List<Integer> shuffled(int numbers) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, numbers).boxed().toList());
        Collections.shuffle(order, new Random(chance.next()));
        return order;
    }

    /** A text of up to some hundred characters, which goes in the smallest class. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (int left = 1 + chance.below(400); left > 0; left--) {
            words.append((char) ('a' + chance.below(26)));
        }
        return words.toString();
    }
}
