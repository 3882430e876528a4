package org.waystation.relay;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.SizeClass;

/** Two relays that have much to say to each other at once. */
class FloodIT {
    private static final int MESSAGES = 150;

    @Test
    void largeQueuesOnBothSidesOfALinkDoNotBlockEachOther(@TempDir Path directory) throws Exception {
        // Given
        try (TestRelay one = TestRelay.start(directory.resolve("one"), "one.example");
                TestRelay two = TestRelay.start(directory.resolve("two"), "two.example")) {
            one.partnerWith(two);
            RelayCard cardOfOne = one.server().card().card();
            RelayCard cardOfTwo = two.server().card().card();
            two.stop();
            one.restart();
            fill(one, cardOfTwo);
            one.stop();
            two.restart();
            fill(two, cardOfOne);

            // When
            one.restart();

            // Then
            await().atMost(Duration.ofSeconds(60)).until(() -> isEmpty(one) && isEmpty(two));
        }
    }

    private static boolean isEmpty(TestRelay relay) {
        var partners = relay.server().status().partners();
        return !partners.isEmpty() && partners.get(0).waiting() == 0;
    }

    private static void fill(TestRelay relay, RelayCard destination) throws Exception {
        try (RawClient client = RawClient.connect(relay.server())) {
            client.redeem(client.greet(), SigningKey.generate(Entropy.system()), relay.voucher());
            Bytes content = Letters.content(SizeClass.HUGE);
            for (int i = 0; i < MESSAGES; i++) {
                var request = Letters.seal(destination, Letters.mailbox(), Letters.token(), content);
                client.ask(Letters.submit(destination, request), FromRelay.Done.class);
            }
        }
    }
}
