package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;

/** What a partner sees of a relay that stops. */
class DrainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REQUESTS = 100;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("org.waystation");
    private TestRelay relay;
    private TestRelay partner;

    @BeforeEach
    void startAndStopThePartner(@TempDir Path directory) throws Exception {
        relay = TestRelay.start(directory.resolve("one"), "one.example");
        partner = TestRelay.start(directory.resolve("two"), "two.example");
        relay.partnerWith(partner);
        partner.stop();
        await().atMost(PATIENCE).until(() -> !relay.server().status().partners().isEmpty());
    }

    @BeforeEach
    void listenToTheLog() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void stop() {
        log.detachAppender(logged);
        relay.close();
        partner.close();
    }

    @Test
    void partnerIsAnsweredWhatWasTakenThenToldThenHungUpOn() throws Exception {
        // Given
        var card = relay.server().card().card();
        SendToken token = Letters.token();
        MailboxId mailbox = openMailbox(token);
        try (RawLink link = RawLink.open(partner.home(), relay.server())) {
            Set<Long> open = new HashSet<>();
            for (long i = 1; i <= REQUESTS; i++) {
                var request = Letters.seal(card, mailbox, token, Letters.content(SizeClass.SMALL));
                link.send(i, new LinkMessage.Forward(request.request(), Lane.MESSAGE));
                open.add(i);
            }
            open.remove(link.next().correlation());

            // When
            relay.stop();

            // Then
            Frame<LinkMessage> last = link.next();
            while (!(last.message() instanceof LinkMessage.Closing)) {
                assertTrue(open.remove(last.correlation()));
                last = link.next();
            }
            LinkMessage.Closing closing = assertInstanceOf(LinkMessage.Closing.class, last.message());
            assertEquals(FaultCode.SHUTTING_DOWN, closing.fault().code().orElseThrow());
            assertTrue(link.awaitClosed());
        }
        assertTrue(logged.list.stream().noneMatch(each -> each.getLevel() == Level.ERROR));
        assertThrows(Exception.class, () -> RawLink.open(partner.home(), relay.server()));
    }

    private MailboxId openMailbox(SendToken token) throws Exception {
        try (RawClient client = RawClient.connect(relay.server())) {
            var proof = client.greet();
            client.redeem(proof, SigningKey.generate(Entropy.system()), relay.voucher());
            return client.openMailbox(proof, SigningKey.generate(Entropy.system()), token);
        }
    }
}
