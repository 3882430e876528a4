package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.client.person.Delivery;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.ops.simulation.trial.Promise;

/** One text on its way, as somebody knows it who sees everything. */
final class Letter {
    private static final int STORY_LINES = 80;
    private static final int LINES_KEPT_AT_THE_END = 10;

    private final PersonNode writer;
    private final PersonNode reader;
    private final String text;
    private final Duration begunAt;
    private final Deque<Line> story = new ArrayDeque<>();
    private long number;
    private @Nullable Delivery delivery;
    private @Nullable Duration setOutAt;
    private @Nullable Duration arrivedAt;
    private @Nullable Duration seenAt;
    private boolean seenForGood;
    private @Nullable String excuse;

    private record Line(Duration at, String what, int times) {
        String words() {
            return Moments.words(at) + "  " + what + (times == 1 ? "" : " (" + times + " times)");
        }
    }

    Letter(PersonNode writer, PersonNode reader, String text, Duration begunAt) {
        this.writer = writer;
        this.reader = reader;
        this.text = text;
        this.begunAt = begunAt;
    }

    PersonNode writer() {
        return writer;
    }

    PersonNode reader() {
        return reader;
    }

    String text() {
        return text;
    }

    Duration begunAt() {
        return begunAt;
    }

    /** 0 as long as it is not known to be in the writer's vault. */
    long number() {
        return number;
    }

    void setNumber(long inTheVault) {
        number = inTheVault;
    }

    @Nullable
    Delivery delivery() {
        return delivery;
    }

    void setDelivery(Delivery now) {
        delivery = now;
    }

    /** It leaves its writer's device while its reader is connected. */
    void setOut(Duration at) {
        if (setOutAt == null && arrivedAt == null) {
            setOutAt = at;
        }
    }

    /** How long it took to the reader's device, if the reader was connected when it set out. */
    Optional<Duration> took() {
        return setOutAt == null || arrivedAt == null ? Optional.empty() : Optional.of(arrivedAt.minus(setOutAt));
    }

    /** When it first reached the reader's device; null if it has not. */
    @Nullable
    Duration arrivedAt() {
        return arrivedAt;
    }

    void arrive(Duration at) {
        if (arrivedAt == null) {
            arrivedAt = at;
        }
    }

    boolean isSeen() {
        return seenAt != null;
    }

    void see(Duration at) {
        if (seenAt == null) {
            seenAt = at;
        }
    }

    boolean isSeenForGood() {
        return seenForGood;
    }

    void seeForGood() {
        seenForGood = true;
    }

    /** Its writer knows that it did not arrive. */
    boolean hasFailed() {
        return delivery == Delivery.EXPIRED || delivery == Delivery.REFUSED;
    }

    /** Why less is promised of it; null if everything is. */
    @Nullable
    String excuse() {
        return excuse;
    }

    void excuse(String why) {
        if (excuse == null) {
            excuse = why;
        }
    }

    /** Whether it has come as far as it can, or its writer knows that it has not. */
    boolean isFinished() {
        return hasFailed() || (isSeen() && delivery == Delivery.READ);
    }

    /** The promise that is broken if it comes no further. No relay answers for what none has taken. */
    Promise owed() {
        return isSeen() || !isTaken() ? Promise.DELIVERED_WHEN_FAULTS_STOP : Promise.NOTHING_ACKNOWLEDGED_IS_LOST;
    }

    /** What is missing, in words. */
    String shortfall() {
        if (isSeen()) {
            return "its writer does not know that it was read";
        }
        return isTaken() ? "nobody has seen it" : "it has not left its writer";
    }

    /** Whether its writer was told that a relay has it. */
    private boolean isTaken() {
        return delivery != null && delivery != Delivery.WAITING_HERE;
    }

    void note(Duration at, String what) {
        Line last = story.peekLast();
        int times = 1;
        if (last != null && last.what.equals(what)) {
            times += story.removeLast().times;
        } else if (story.size() >= STORY_LINES) {
            story.removeFirst();
        }
        story.add(new Line(at, what, times));
    }

    /** Nothing more is expected of it. */
    void close() {
        while (story.size() > LINES_KEPT_AT_THE_END) {
            story.removeFirst();
        }
    }

    List<String> story() {
        return story.stream().map(Line::words).toList();
    }

    /** In words, without the text. */
    String words() {
        return "text " + (number == 0 ? "?" : number) + " from " + writer.name() + " to " + reader.name();
    }
}
