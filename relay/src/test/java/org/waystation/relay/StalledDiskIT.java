package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.relay.store.BrittleStore;
import org.waystation.relay.turn.InboxRoom;

/** A relay whose disk stops answering in the middle of a commit, and answers again later. */
class StalledDiskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Questions of one connection that may wait for their answers. */
    private static final int OF_ONE_CONNECTION = 512;

    /** The relay's own tasks that may wait besides: a tick and its sweep, a question about partners, ends of links. */
    private static final int OWN_TASKS = 16;

    private final AtomicReference<BrittleStore> store = new AtomicReference<>();
    private final AtomicLong ahead = new AtomicLong();
    private final List<RawClient> crowd = new ArrayList<>();
    private TestRelay relay;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        InstantSource time = () -> Instant.now().plusSeconds(ahead.get());
        relay = TestRelay.start(
                directory.resolve("relay"), "relay.example", RelayLimits.DEFAULT, clock(time), (home, entropy) -> {
                    store.set(new BrittleStore(
                            HomeStore.ON_DISK.open(home, entropy).rows()));
                    return new HomeStore.Opened(store.get(), target -> {});
                });
    }

    @AfterEach
    void stop() {
        store.get().failAt(BrittleStore.Fault.NONE);
        crowd.forEach(RawClient::close);
        relay.close();
    }

    @Test
    void whatFitsWaitsTheRestIsToldToComeBackAndNobodyIsToldThatItIsDone() throws Exception {
        // Given
        for (int i = 0; i <= InboxRoom.MOST_TASKS / OF_ONE_CONNECTION + 1; i++) {
            RawClient each = RawClient.connect(relay.server());
            crowd.add(each);
            each.redeem(each.greet(), SigningKey.generate(Entropy.system()), relay.voucher());
        }
        store.get().failAt(BrittleStore.Fault.STALL);

        // When
        for (RawClient each : crowd) {
            for (int i = 0; i < OF_ONE_CONNECTION; i++) {
                each.send(new ToRelay.GetCard(card().relay()));
            }
            each.send(new ToRelay.Ping());
        }

        // Then
        List<FromRelay> heard = new ArrayList<>();
        for (RawClient each : crowd) {
            FromRelay next = each.next(FromRelay.class);
            while (!(next instanceof FromRelay.Pong)) {
                heard.add(next);
                next = each.next(FromRelay.class);
            }
        }
        assertTrue(heard.size() >= OF_ONE_CONNECTION / 2, () -> "only " + heard.size() + " were refused");
        heard.forEach(each -> assertEquals(FaultCode.BUSY, refusal(each)));
        assertTrue(relay.server().status().storeTasksWaiting() <= InboxRoom.MOST_TASKS + OWN_TASKS);
    }

    @Test
    void stallShowsInTheHealthAndSoDoesItsEnd() throws Exception {
        // Given
        store.get().failAt(BrittleStore.Fault.STALL);
        await().atMost(PATIENCE).until(store.get()::isStalling);

        // When
        ahead.set(Duration.ofMinutes(1).toSeconds());

        // Then
        await().atMost(PATIENCE).until(() -> relay.server().problems().contains("the disk does not answer"));
        store.get().failAt(BrittleStore.Fault.NONE);
        await().atMost(PATIENCE).until(() -> relay.server().problems().isEmpty());
    }

    private static FaultCode refusal(FromRelay message) {
        return message instanceof FromRelay.Refused refused
                ? refused.fault().code().orElseThrow()
                : null;
    }

    private RelayCard card() {
        return relay.server().card().card();
    }

    private static Clock clock(InstantSource time) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
    }
}
