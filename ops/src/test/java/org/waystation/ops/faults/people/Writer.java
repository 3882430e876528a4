package org.waystation.ops.faults.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.waystation.ops.bench.wire.Generator;
import org.waystation.ops.bench.wire.Line;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.SubmissionId;

/**
 * A member who submits letters in their order, and does what the protocol asks of a client when its relay goes away: submits
 * again what was not taken, the same bytes, and watches what was. Confined to the event loop, but where a method says
 * otherwise.
 */
public final class Writer implements Wire.User {
    /** Submissions without an answer. */
    private static final int WINDOW = 64;

    private static final int IDS_AT_ONCE = 512;
    private static final long WATCH = 1L << 38;
    private static final long COLLECT = 1L << 39;

    private final Letters letters;
    private final Judge judge;
    private final Wire wire;
    private final NavigableSet<Integer> unsent = new TreeSet<>();
    private final NavigableSet<Integer> posted = new TreeSet<>();
    private final NavigableSet<Integer> taken = new TreeSet<>();
    private final Map<Integer, SubmissionId> uncollected = new LinkedHashMap<>();
    private List<Integer> collecting = List.of();
    private boolean refused;
    private volatile int open;

    public Writer(Generator generator, Site site, Letters letters, Judge judge) {
        this.letters = letters;
        this.judge = judge;
        this.wire = new Wire(generator, site, this);
    }

    /** Any thread. */
    public CompletableFuture<Void> join() {
        return wire.open();
    }

    /** Any thread. */
    public void write(int letter) {
        wire.execute(() -> {
            unsent.add(letter);
            fill();
        });
    }

    /** Whether nothing is left to do. Any thread. */
    public boolean isSettled() {
        return open == 0;
    }

    /** Any thread. */
    public void leave() {
        wire.close();
    }

    /** Does something to the connection, which its relay has to bear. Any thread. */
    public void disturb(Disturbance what) {
        wire.execute(() -> what.strike(wire));
    }

    private void fill() {
        while (wire.isUp() && !refused && posted.size() < WINDOW && !unsent.isEmpty()) {
            int letter = unsent.pollFirst();
            posted.add(letter);
            wire.post(letter + 1L, letters.submit(letter));
        }
        wire.flush();
        tellHowMuchIsOpen();
    }

    private void tellHowMuchIsOpen() {
        open = unsent.size() + posted.size() + taken.size() + uncollected.size();
    }

    @Override
    public void onConnected(Line.Opened opened) {
        List<SubmissionId> some = new ArrayList<>();
        for (int letter : taken) {
            some.add(letters.submit(letter).submission());
            if (some.size() == IDS_AT_ONCE) {
                wire.post(WATCH, new ToRelay.Watch(some));
                some = new ArrayList<>();
            }
        }
        if (!some.isEmpty()) {
            wire.post(WATCH, new ToRelay.Watch(some));
        }
        fill();
    }

    @Override
    public void onLost() {
        unsent.addAll(posted);
        posted.clear();
        collecting = List.of();
        refused = false;
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        if (message instanceof FromRelay.OutcomeReady outcome) {
            onOutcome(outcome);
        } else if (correlation == COLLECT) {
            collecting.forEach(uncollected::remove);
            collecting = List.of();
        } else if (correlation == WATCH) {
            if (message instanceof FromRelay.Refused) {
                judge.complain("the writers' relay does not know what it had taken");
            }
        } else if (message instanceof FromRelay.Done) {
            onTaken((int) correlation - 1);
        } else if (message instanceof FromRelay.Refused) {
            onRefused((int) correlation - 1);
        }
    }

    private void onTaken(int letter) {
        judge.onTaken(letter);
        // An outcome may come before this.
        if (posted.remove(letter)) {
            taken.add(letter);
        }
    }

    /** Nothing goes on before what was refused has gone, so that the order stays. */
    private void onRefused(int letter) {
        judge.onRefused();
        if (posted.remove(letter)) {
            unsent.add(letter);
        }
        if (!refused) {
            refused = true;
            wire.later(() -> {
                refused = false;
                fill();
            });
        }
    }

    private void onOutcome(FromRelay.OutcomeReady outcome) {
        letters.numberOf(outcome.submission())
                .ifPresentOrElse(
                        number -> onOutcome(number, outcome),
                        () -> judge.complain("an outcome of a letter that nobody wrote"));
    }

    private void onOutcome(int number, FromRelay.OutcomeReady outcome) {
        posted.remove(number);
        unsent.remove(number);
        taken.remove(number);
        judge.onOutcome(number, outcome.reply().flatMap(reply -> letters.appended(number, reply)));
        uncollected.put(number, outcome.submission());
    }

    @Override
    public void onPause() {
        if (collecting.isEmpty() && !uncollected.isEmpty()) {
            collecting = uncollected.keySet().stream().limit(IDS_AT_ONCE).toList();
            wire.post(
                    COLLECT,
                    new ToRelay.Collect(
                            collecting.stream().map(uncollected::get).toList()));
        }
        fill();
    }
}
