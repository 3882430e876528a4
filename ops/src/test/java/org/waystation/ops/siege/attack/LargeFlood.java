package org.waystation.ops.siege.attack;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.bench.wire.Line;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.relay.home.RelayHome;

/**
 * A member pours requests of the largest class, many at once, into the queue for a partner that is away: they take the relay's
 * memory until they are written, and then its disk.
 */
final class LargeFlood implements Attack, Line.User {
    private static final int LINES = 10;
    private static final int BURST = 100;
    private static final double BURSTS_PER_SECOND = 5;

    private final Camp camp;
    private final RelayCard partner;
    private final Bytes noise = Bytes.wrap(Entropy.system().bytes(SizeClass.HUGE.requestBytes()));
    private final Pace bursts = new Pace(BURSTS_PER_SECOND);
    private final List<Line> lines = new ArrayList<>();
    private int turn;

    LargeFlood(Camp camp) throws Exception {
        this.camp = camp;
        this.partner = RelayHome.open(camp.target().partner(), Clock.systemUTC(), Entropy.system())
                .card()
                .orElseThrow()
                .card();
    }

    @Override
    public void prepare() throws Exception {
        for (int i = 0; i < LINES; i++) {
            Line line = Camp.await(camp.member()).line();
            line.use(this);
            lines.add(line);
        }
    }

    @Override
    public void tick() {
        for (int due = bursts.due(); due > 0; due--) {
            Line line = lines.get(turn++ % LINES);
            line.execute(() -> {
                for (int i = 1; i <= BURST; i++) {
                    line.post(i, Camp.submit(partner, noise, Camp.expiry()));
                }
                line.flush();
            });
            camp.score().add(Score.TRIED, BURST);
        }
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        camp.score().count(Caller.words(message));
    }

    @Override
    public void onPause() {}
}
