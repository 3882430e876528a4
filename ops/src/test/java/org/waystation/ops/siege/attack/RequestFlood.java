package org.waystation.ops.siege.attack;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.bench.wire.Line;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;

/**
 * A member has its own relay open sealed requests, which takes the relay a decapsulation each and the attacker nothing, since
 * it says the same ones again and again: noise behind a good key id, or good ones that fetch prekeys.
 */
final class RequestFlood implements Attack, Line.User {
    private static final int LINES = 10;
    private static final int PER_SECOND = 600;
    private static final int REQUESTS = 256;
    private static final Entropy ENTROPY = Entropy.system();

    private final Camp camp;
    private final boolean noise;
    private final Pace asking = new Pace(PER_SECOND);
    private final List<Line> lines = new ArrayList<>();
    private final List<Bytes> requests = new ArrayList<>();
    private int asked;

    private RequestFlood(Camp camp, boolean noise) {
        this.camp = camp;
        this.noise = noise;
    }

    static RequestFlood ofNoise(Camp camp) {
        return new RequestFlood(camp, true);
    }

    static RequestFlood ofPrekeyFetches(Camp camp) {
        return new RequestFlood(camp, false);
    }

    @Override
    public void prepare() throws Exception {
        for (int i = 0; i < LINES; i++) {
            Line line = Camp.await(camp.member()).line();
            line.use(this);
            lines.add(line);
        }
        Box door = Box.random();
        Camp.await(lines.get(0).ask(door.creation(true)));
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(noise ? noise() : fetch(door));
        }
    }

    private Bytes noise() {
        byte[] bytes = ENTROPY.bytes(SizeClass.SMALL.requestBytes());
        ByteBuffer.wrap(bytes).put(fetch(Box.random()).toByteArray(), 0, Limits.REQUEST_HEAD_BYTES);
        return Bytes.wrap(bytes);
    }

    private Bytes fetch(Box door) {
        return camp.seal(new Call.FetchPrekeys(Camp.expiry(), door.id(), door.token()));
    }

    @Override
    public void tick() {
        for (int due = asking.due(); due > 0; due--) {
            asked++;
            Line line = lines.get(asked % LINES);
            Bytes request = requests.get(asked % REQUESTS);
            int number = asked;
            line.execute(() -> {
                line.post(number, Camp.submit(camp.site().card(), request, Camp.expiry()));
                line.flush();
            });
            camp.score().count(Score.TRIED);
        }
    }

    @Override
    public void onFrame(long correlation, FromRelay message) {
        camp.score().count(Caller.words(message));
    }

    @Override
    public void onPause() {}
}
