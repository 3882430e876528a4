package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.ReceivedText;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.people.Chronicle;
import org.waystation.ops.simulation.people.Letters;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.RelayLimits;

/** Every text that was written, and what its writer and its reader were told: checks the promises to people as it goes. */
final class Ledger implements Chronicle {
    /** A little less than the client's own, because it counts in whole seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(57);

    private final Timeline time;
    private final Judge judge;
    private final Consumer<String> secret;
    private final Fingerprint fingerprint;
    private final Map<String, Letter> byMark = new HashMap<>();
    private final Set<Letter> open = new LinkedHashSet<>();
    private final Map<Place, Letter> byPlace = new HashMap<>();
    private final Map<Way, Long> lastSeen = new HashMap<>();
    private final Map<Way, Duration> begun = new HashMap<>();
    private final Map<Bytes, PersonNode> people = new HashMap<>();
    private final Trail trail = new Trail();
    private Duration slowest = Duration.ZERO;
    private long written;
    private long shown;

    private record Way(PersonNode writer, PersonNode reader) {}

    private record Place(Way way, long number) {}

    /** @param secret is told of each text what no relay may see of it */
    Ledger(Timeline time, Judge judge, Fingerprint fingerprint, Consumer<String> secret) {
        this.secret = secret;
        this.time = time;
        this.judge = judge;
        this.fingerprint = fingerprint;
    }

    void know(PersonNode person) {
        people.put(person.link().orElseThrow().fingerprint(), person);
    }

    @Override
    public PersonNode whoIs(Bytes identity) {
        PersonNode person = people.get(identity);
        if (person == null) {
            throw new IllegalStateException("a contact whose keys nobody holds");
        }
        return person;
    }

    @Override
    public void onWriting(PersonNode writer, PersonNode reader, String text) {
        Letter letter = new Letter(writer, reader, text, time.elapsed());
        byMark.put(Letters.markOf(text), letter);
        open.add(letter);
        begun.putIfAbsent(new Way(writer, reader), time.elapsed());
        secret.accept(Letters.markOf(text));
        for (PersonNode each : List.of(writer, reader)) {
            if (each.relay().isHostile()) {
                letter.excuse(each.relay().name() + " is hostile");
            }
        }
        note(letter, writer.name() + " writes it");
    }

    @Override
    public void onWritten(PersonNode writer, PersonNode reader, long number, String text) {
        Letter letter = byMark.get(Letters.markOf(text));
        if (letter == null || !letter.text().equals(text)) {
            judge.rule(Promise.SHOWN_AS_WRITTEN, "a vault holds a text that nobody wrote", List.of());
        } else if (letter.number() == 0) {
            letter.setNumber(number);
            written++;
            byPlace.put(new Place(new Way(writer, reader), number), letter);
            note(letter, "it is in " + writer.name() + "'s vault as number " + number);
        }
    }

    @Override
    public void onDelivery(PersonNode writer, PersonNode reader, long number, Delivery delivery) {
        Letter letter = byPlace.get(new Place(new Way(writer, reader), number));
        if (letter == null || letter.delivery() == delivery) {
            return;
        }
        Delivery before = letter.delivery();
        note(letter, writer.name() + " sees: " + delivery.words());
        letter.setDelivery(delivery);
        if (before != null && !mayFollow(before, delivery)) {
            judge.rule(
                    Promise.STATUS_NEVER_MOVES_BACK,
                    letter,
                    "it was '" + before.words() + "' and is '" + delivery.words() + "'");
        } else if (delivery == Delivery.READ && !letter.isSeen()) {
            judge.rule(Promise.STATUS_IS_TRUE, letter, "it is called read, and nobody has read it");
        } else if (delivery == Delivery.ON_THEIR_DEVICE && letter.arrivedAt() == null) {
            judge.rule(Promise.STATUS_IS_TRUE, letter, "it is said to be on a device that it has not reached");
        } else if (letter.hasFailed() && letter.excuse() == null && !mayFail(letter)) {
            judge.rule(Promise.STATUS_IS_TRUE, letter, "it is given up without a reason");
        }
        closeIfFinished(letter);
    }

    private void closeIfFinished(Letter letter) {
        if (letter.isFinished() && open.remove(letter)) {
            letter.close();
        }
    }

    /** Whether anything has happened for which a text may be given up. */
    private static boolean mayFail(Letter letter) {
        return Stream.of(letter.writer(), letter.reader())
                .map(PersonNode::relay)
                .anyMatch(each -> each.hasSeenBetterDays() || !each.limits().equals(RelayLimits.DEFAULT));
    }

    /** When the first text of a letter's way was begun. */
    Duration conversationBegan(Letter letter) {
        return begun.get(new Way(letter.writer(), letter.reader()));
    }

    /** Whether its reader has never seen anything of its writer's. */
    boolean isIntroduction(Letter letter) {
        return !lastSeen.containsKey(new Way(letter.writer(), letter.reader()));
    }

    /** What a person may be told after what they have been told; written down here on its own, as a second opinion. */
    private static boolean mayFollow(Delivery before, Delivery after) {
        return switch (before) {
            case WAITING_HERE -> true;
            case AT_YOUR_RELAY -> after != Delivery.WAITING_HERE;
            case AT_THEIR_RELAY, EXPIRED, REFUSED -> after == Delivery.ON_THEIR_DEVICE || after == Delivery.READ;
            case ON_THEIR_DEVICE -> after == Delivery.READ;
            case READ -> false;
        };
    }

    @Override
    public void onSeen(PersonNode reader, Bytes writer, ReceivedText seen) {
        Letter letter = byMark.get(Letters.markOf(seen.text()));
        if (letter == null
                || !letter.text().equals(seen.text())
                || letter.reader() != reader
                || people.get(writer) != letter.writer()) {
            judge.rule(
                    Promise.SHOWN_AS_WRITTEN,
                    reader.name() + " is shown a text that its writer did not write to them like that",
                    letter == null ? List.of() : letter.story());
            return;
        }
        note(letter, reader.name() + " sees it as number " + seen.number());
        if (letter.isSeenForGood()) {
            judge.rule(Promise.SHOWN_ONCE, letter, "it is shown again");
        }
        if (!letter.isSeen()) {
            checkNumber(letter, seen.number());
            checkPatience(letter, seen.number());
            checkOrder(letter, seen.number());
            shown++;
        }
        letter.see(time.elapsed());
    }

    /** The number is what the order goes by. It is not known of a text whose writer's vault has not said that it has it. */
    private void checkNumber(Letter letter, long number) {
        if (letter.number() != 0 && letter.number() != number) {
            judge.rule(Promise.IN_ORDER, letter, "it is shown as number " + number);
        }
    }

    private void checkOrder(Letter letter, long number) {
        Way way = new Way(letter.writer(), letter.reader());
        long last = lastSeen.getOrDefault(way, 0L);
        lastSeen.put(way, Math.max(last, number));
        // What a full mailbox has refused, or a relay has forgotten too soon, comes again when others may have come
        // first.
        boolean mayComeLate = Stream.of(letter.writer(), letter.reader())
                .anyMatch(each -> !each.relay().limits().equals(RelayLimits.DEFAULT));
        if (number <= last && letter.excuse() == null && !mayComeLate) {
            List<String> both = new ArrayList<>(letter.story());
            both.add("(and number " + last + ":)");
            both.addAll(storyOf(new Place(way, last)));
            judge.rule(Promise.IN_ORDER, letter.words() + ": it is shown after number " + last, both);
        }
    }

    /** Where a vault has not said yet that it has it, there is a number and no story. */
    private List<String> storyOf(Place place) {
        Letter letter = byPlace.get(place);
        return letter == null ? List.of("its writer's vault has not said that it has it") : letter.story();
    }

    /**
     * A text that comes before an earlier one waits for it a while, so that two that come almost together are in order. Once
     * one of its writer's texts behind the earlier one was shown, none waits for that any more.
     */
    private void checkPatience(Letter letter, long number) {
        if (letter.excuse() == null && mustWait(letter, number)) {
            long last = lastSeen.getOrDefault(new Way(letter.writer(), letter.reader()), 0L);
            openOfSameWay(letter)
                    .filter(each -> each.number() > last && each.number() < number)
                    .filter(each -> !each.isSeen() && !each.hasFailed() && each.excuse() == null)
                    .findFirst()
                    .ifPresent(earlier -> judge.rule(
                            Promise.IN_ORDER,
                            letter,
                            "it has just come, and is shown although number " + earlier.number() + " has not"));
        }
    }

    /** Whether neither it nor any text behind it has been there for long. */
    private boolean mustWait(Letter letter, long number) {
        return letter.arrivedAt() != null
                && openOfSameWay(letter)
                        .filter(each -> each == letter || each.number() > number)
                        .map(Letter::arrivedAt)
                        .filter(Objects::nonNull)
                        .allMatch(arrived -> time.elapsed().minus(arrived).compareTo(PATIENCE) < 0
                                && letter.reader().hadSteadyClockSince(arrived));
    }

    private Stream<Letter> openOfSameWay(Letter letter) {
        return open.stream().filter(each -> each.writer() == letter.writer() && each.reader() == letter.reader());
    }

    @Override
    public void onSeenForGood(ReceivedText seen) {
        Letter letter = byMark.get(Letters.markOf(seen.text()));
        if (letter != null) {
            letter.seeForGood();
            closeIfFinished(letter);
        }
    }

    @Override
    public void onSubmitting(PersonNode writer, PersonNode reader, long number, Bytes envelope, ToRelay.Submit submit) {
        Trail.Cargo cargo = new Trail.Cargo(writer, reader, number);
        trail.follow(cargo, submit, envelope);
        if (number > 0 && reader.isConnected()) {
            letterOf(cargo).ifPresent(letter -> letter.setOut(time.elapsed()));
        }
        noteOf(cargo, writer.name() + "'s client hands it to " + writer.relay().name() + ", sealed");
    }

    @Override
    public void onReceived(PersonNode person, FromRelay message) {
        if (message instanceof FromRelay.Deliver delivered) {
            trail.of(delivered.envelope().value()).flatMap(this::letterOf).ifPresent(this::arrive);
            onTrail(delivered.envelope().value(), "the envelope reaches " + person.name() + "'s device");
        } else if (message instanceof FromRelay.OutcomeReady outcome) {
            String what = outcome.failure().map(FaultNumber::words).orElse("a sealed reply");
            onTrail(outcome.submission().value(), "the outcome reaches " + person.name() + "'s device: " + what);
        }
    }

    /** Something sealed has been seen; tells the texts that it carries. */
    void onTrail(Bytes idOrRequest, String what) {
        trail.of(idOrRequest).ifPresent(cargo -> noteOf(cargo, what));
    }

    private void arrive(Letter letter) {
        if (letter.arrivedAt() == null) {
            letter.arrive(time.elapsed());
            letter.took().filter(each -> each.compareTo(slowest) > 0).ifPresent(each -> slowest = each);
        }
    }

    private Optional<Letter> letterOf(Trail.Cargo cargo) {
        return Optional.ofNullable(byPlace.get(new Place(new Way(cargo.writer(), cargo.reader()), cargo.number())));
    }

    private void noteOf(Trail.Cargo cargo, String what) {
        if (cargo.number() > 0) {
            letterOf(cargo).ifPresent(letter -> letter.note(time.elapsed(), what));
            return;
        }
        for (Letter each : open) {
            if (each.isSeen() && each.reader() == cargo.writer() && each.writer() == cargo.reader()) {
                each.note(time.elapsed(), "(receipts) " + what);
            }
        }
    }

    @Override
    public void onMistake(PersonNode person, RuntimeException mistake) {
        judge.rule(Promise.NO_MISTAKE_OF_OURS, person.name() + "'s client trips: " + mistake, traceOf(mistake));
    }

    static List<String> traceOf(Throwable mistake) {
        List<String> lines = new ArrayList<>();
        for (StackTraceElement each : mistake.getStackTrace()) {
            if (lines.size() < 20) {
                lines.add("at " + each);
            }
        }
        return lines;
    }

    /** A remark in the story of every text under way that fits. */
    void noteOnTheWay(Predicate<Letter> which, String line) {
        for (Letter each : open) {
            if (which.test(each)) {
                each.note(time.elapsed(), line);
            }
        }
    }

    /** From now on less is promised of the texts under way that fit. */
    void excuse(Predicate<Letter> which, String why) {
        open.stream().filter(which).forEach(each -> each.excuse(why));
    }

    private void note(Letter letter, String line) {
        letter.note(time.elapsed(), line);
        fingerprint.add(time.now());
        fingerprint.add(letter.words());
        fingerprint.add(line);
    }

    /** A letter of which everything is promised and that is not at its end yet. */
    Optional<Letter> unfinished() {
        return open.stream()
                .filter(each -> each.number() != 0 && each.excuse() == null)
                .findFirst();
    }

    /** Letters of which less is promised and that have not come to their end. */
    long excused() {
        return open.stream().filter(each -> each.excuse() != null).count();
    }

    long written() {
        return written;
    }

    long shown() {
        return shown;
    }

    long failed() {
        return byMark.values().stream().filter(Letter::hasFailed).count();
    }

    Duration slowest() {
        return slowest;
    }
}
