package org.waystation.ops.siege.attack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.ops.bench.wire.Line;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.limits.SizeClass;

/**
 * Attaches the same few mailboxes on one connection after the other and reads on none of them what the relay pushes, so that
 * all of it waits in the relay's memory.
 */
final class NeverReads implements Attack {
    private static final int MOST = 1_500;
    private static final int PER_SECOND = 100;
    private static final int BOXES = 16;
    private static final int ENVELOPES = 64;

    private final Camp camp;
    private final List<Box> boxes = Stream.generate(Box::random).limit(BOXES).toList();
    private final Pace connecting = new Pace(PER_SECOND);
    private int turn;
    private final Deque<Caller> open = new ArrayDeque<>();

    NeverReads(Camp camp) {
        this.camp = camp;
    }

    @Override
    public void prepare() throws Exception {
        Line line = Camp.await(camp.member()).line();
        for (Box box : boxes) {
            Camp.await(line.ask(box.creation(false)));
            for (int i = 0; i < ENVELOPES; i++) {
                Camp.await(line.ask(
                        Camp.submit(camp.site().card(), box.append(SizeClass.HUGE, Camp.expiry()), Camp.expiry())));
            }
        }
        Camp.await(line.close());
    }

    @Override
    public void tick() {
        open.removeIf(each -> !each.isOpen());
        for (int due = connecting.due(); due > 0; due--) {
            if (open.size() == MOST) {
                // Who reads nothing does not hear either that the relay has closed a connection: the oldest are given
                // up.
                open.remove().close();
            }
            try {
                Caller caller = Camp.await(camp.stranger());
                open.add(caller);
                caller.listen(frame -> attach(caller, frame));
                caller.hello();
            } catch (Exception refused) {
                camp.score().count("no TLS with the relay");
                return;
            }
        }
    }

    private void attach(Caller caller, Frame<FromRelay> frame) {
        if (frame.message() instanceof FromRelay.Welcome welcome) {
            caller.turnDeaf();
            Box box = boxes.get(turn++ % BOXES);
            caller.say(
                    2, new ToRelay.Attach(box.id(), caller.proof(camp, welcome).signAttach(box.owner(), box.id())));
            camp.score().count(Score.TRIED);
        }
    }
}
