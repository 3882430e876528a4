package org.waystation.relay;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;

/** Two relays that have much to say to each other at once. */
class FloodIT {
    private static final Entropy ENTROPY = Entropy.system();
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
            client.redeem(client.greet(), SigningKey.generate(ENTROPY), relay.voucher());
            Instant now = Instant.now();
            long expires = now.plusSeconds(3_600).getEpochSecond();
            Bytes content = Bytes.wrap(ENTROPY.bytes(SizeClass.HUGE.envelopeBytes()));
            for (int i = 0; i < MESSAGES; i++) {
                Call.Append call = new Call.Append(
                        expires,
                        MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES)),
                        SendToken.of(ENTROPY.bytes(SendToken.LENGTH_BYTES)),
                        EnvelopeId.of(ENTROPY.bytes(EnvelopeId.LENGTH_BYTES)),
                        Lane.MESSAGE,
                        content);
                Bytes request = SealedRequest.seal(
                                call,
                                destination.relay(),
                                destination.routingKeyAt(now).orElseThrow(),
                                ENTROPY)
                        .request();
                SubmissionId id = SubmissionId.of(ENTROPY.bytes(SubmissionId.LENGTH_BYTES));
                client.ask(
                        new ToRelay.Submit(id, destination.relay(), Lane.MESSAGE, expires, request),
                        FromRelay.Done.class);
            }
        }
    }
}
