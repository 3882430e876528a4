package org.waystation.ops.siege.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.ops.bench.wire.Line;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Limits;

/** Far more questions at once than may wait for answers, and those that are answered a thousand times. */
final class Pipelining implements Attack, Line.User {
    private static final int LINES = 10;
    private static final int BURST = 1_000;
    private static final double BURSTS_PER_SECOND = 2;
    private static final double WATCHES_PER_SECOND = 10;

    private final Camp camp;
    private final Pace bursts = new Pace(BURSTS_PER_SECOND);
    private final Pace watching = new Pace(WATCHES_PER_SECOND);
    private final List<Line> lines = new ArrayList<>();
    private int turn;

    Pipelining(Camp camp) {
        this.camp = camp;
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
            Line line = next();
            line.execute(() -> {
                for (int i = 1; i <= BURST; i++) {
                    line.post(i, new ToRelay.GetCard(camp.site().card().relay()));
                }
                line.flush();
            });
            camp.score().add(Score.TRIED, BURST);
        }
        for (int due = watching.due(); due > 0; due--) {
            Line line = next();
            List<SubmissionId> unknown = Stream.generate(
                            () -> SubmissionId.of(Entropy.system().bytes(SubmissionId.LENGTH_BYTES)))
                    .limit(Limits.MAX_IDS_PER_FRAME)
                    .toList();
            line.execute(() -> {
                line.post(1, new ToRelay.Watch(unknown));
                line.flush();
            });
            camp.score().count(Score.TRIED);
        }
    }

    private Line next() {
        return lines.get(turn++ % LINES);
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        camp.score().count(Caller.words(message));
    }

    @Override
    public void onPause() {}
}
