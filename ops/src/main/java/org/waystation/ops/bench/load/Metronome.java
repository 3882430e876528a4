package org.waystation.ops.bench.load;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.bench.wire.Generator;

/**
 * Has senders submit at a constant rate, whatever becomes of the messages. Where no sender has room the rest is late, which
 * its latencies show. Confined to one event loop.
 */
public final class Metronome {
    private static final long SHORTEST_PAUSE_NANOS = 50_000;

    private final Phase phase;
    private final List<Sender> senders;
    private final EventLoop loop;
    private final LongSupplier nanoClock;
    private final Timetable timetable;
    private int next;
    private int turn;

    private Metronome(Phase phase, List<Sender> senders, EventLoop loop, LongSupplier nanoClock, int perSecond) {
        this.phase = phase;
        this.senders = List.copyOf(senders);
        this.loop = loop;
        this.nanoClock = nanoClock;
        this.timetable = new Timetable(nanoClock.getAsLong(), perSecond);
    }

    /** Begins to submit a phase's messages until it hands out none. Any thread. */
    public static void start(Generator generator, Phase phase, List<Sender> senders, int perSecond) {
        EventLoop loop = generator.loops().next();
        Metronome metronome = new Metronome(phase, senders, loop, System::nanoTime, perSecond);
        loop.execute(metronome::tick);
    }

    private void tick() {
        while (timetable.dueAt(next) <= nanoClock.getAsLong()) {
            Sender sender = senderWithRoom();
            if (sender == null) {
                break;
            }
            int number = phase.take(timetable.dueAt(next));
            if (number == Phase.NONE) {
                return;
            }
            sender.submit(phase, number);
            next++;
        }
        long pause = Math.max(SHORTEST_PAUSE_NANOS, timetable.dueAt(next) - nanoClock.getAsLong());
        loop.schedule(this::tick, pause, TimeUnit.NANOSECONDS);
    }

    private @Nullable Sender senderWithRoom() {
        for (int i = 0; i < senders.size(); i++) {
            Sender sender = senders.get(turn);
            turn = (turn + 1) % senders.size();
            if (sender.hasRoom()) {
                return sender;
            }
        }
        return null;
    }
}
