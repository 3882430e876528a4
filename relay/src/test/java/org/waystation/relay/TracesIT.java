package org.waystation.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.SizeClass;

/** What relays leave behind, on their disks and in their logs, of who uses them. */
class TracesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningKey sender = SigningKey.generate(Entropy.system());
    private final SigningKey recipient = SigningKey.generate(Entropy.system());
    private final SigningKey owner = SigningKey.generate(Entropy.system());
    private final SendToken token = Letters.token();
    private final LogBook log = new LogBook();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.waystation");

    private static final class LogBook extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }

    @BeforeEach
    void listenToTheLog() {
        log.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void noIdOfAPersonOrAMailboxIsOnADiskOrInALog(@TempDir Path directory) throws Exception {
        // Given
        Map<String, Bytes> secrets = new LinkedHashMap<>();
        Bytes content = Letters.content(SizeClass.SMALL);

        // When
        Bytes twosId;
        try (TestRelay one = TestRelay.start(directory.resolve("one"), "one.example");
                TestRelay two = TestRelay.start(directory.resolve("two"), "two.example")) {
            one.partnerWith(two);
            twosId = two.home().relay().value();
            converse(one, two, content, secrets);
        }

        // Then
        assertTrue(log.lines.stream().anyMatch(each -> each.contains("roster")), "the log was not heard");
        byte[] logged = String.join("\n", log.lines).getBytes(StandardCharsets.UTF_8);
        List<byte[]> files = files(directory);
        List<byte[]> stores = files(directory.resolve("one").resolve("store"));
        stores.addAll(files(directory.resolve("two").resolve("store")));
        assertTrue(
                stores.stream().noneMatch(each -> contains(each, text("one.example")))
                        && stores.stream().noneMatch(each -> contains(each, text("two.example"))),
                "a partner's name in a store");
        assertTrue(files.stream().anyMatch(each -> contains(each, twosId.toByteArray())), "search is blind");
        secrets.forEach((what, secret) -> {
            for (byte[] form : forms(secret)) {
                assertTrue(files.stream().noneMatch(each -> contains(each, form)), what + " on a disk");
                assertTrue(!contains(logged, form), what + " in a log");
            }
        });
    }

    /** An envelope goes from one relay to the other and stays there, and a client misbehaves. */
    private void converse(TestRelay one, TestRelay two, Bytes content, Map<String, Bytes> secrets) throws Exception {
        Bytes voucherOne = one.voucher();
        Bytes voucherTwo = two.voucher();
        secrets.put("the sender's voucher", voucherOne);
        secrets.put("the recipient's voucher", voucherTwo);
        secrets.put("the sender's member key", Bytes.wrap(sender.verifyingKey().bytes()));
        secrets.put(
                "the recipient's member key",
                Bytes.wrap(recipient.verifyingKey().bytes()));
        secrets.put("the send token", token.value());
        secrets.put("the owner's key", Bytes.wrap(owner.verifyingKey().bytes()));
        secrets.put("the envelope", content);
        try (RawClient ana = RawClient.connect(one.server());
                RawClient bojan = RawClient.connect(two.server())) {
            ChannelProof proof = bojan.greet();
            bojan.redeem(proof, recipient, voucherTwo);
            MailboxId mailbox = bojan.openMailbox(proof, owner, token);
            secrets.put("the mailbox", mailbox.value());
            bojan.next(FromRelay.CaughtUp.class);
            ana.redeem(ana.greet(), sender, voucherOne);
            await().atMost(PATIENCE)
                    .until(() -> one.server().status().partners().stream().anyMatch(RelayStatus.PartnerStatus::linked));
            var request = Letters.seal(two.server().card().card(), mailbox, token, content);
            ToRelay.Submit submit = Letters.submit(two.server().card().card(), request);
            secrets.put("the submission", submit.submission().value());
            secrets.put("the sealed request", submit.request());
            ana.ask(submit, FromRelay.Done.class);
            bojan.next(FromRelay.Deliver.class);
            ana.next(FromRelay.OutcomeReady.class);
            bojan.sendRaw(new byte[] {0, 0, 0, 1, 7});
            assertTrue(bojan.awaitClosed());
        }
    }

    /** As the bytes are, and as somebody might have written them as text. */
    private static List<byte[]> forms(Bytes secret) {
        byte[] raw = secret.toByteArray();
        List<byte[]> forms = new ArrayList<>();
        forms.add(java.util.Arrays.copyOf(raw, 16));
        for (String text : List.of(
                HexFormat.of().formatHex(raw),
                HexFormat.of().withUpperCase().formatHex(raw),
                Base64.getEncoder().withoutPadding().encodeToString(raw),
                Base64.getUrlEncoder().withoutPadding().encodeToString(raw))) {
            forms.add(text.substring(0, 20).getBytes(StandardCharsets.US_ASCII));
        }
        return forms;
    }

    private static List<byte[]> files(Path directory) throws Exception {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.filter(TracesIT::isOurs).toList()) {
                contents.add(Files.readAllBytes(each));
            }
        }
        return contents;
    }

    private static boolean isOurs(Path file) {
        return Files.isRegularFile(file) && !file.getParent().endsWith("native");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean contains(byte[] where, byte[] what) {
        String haystack = new String(where, StandardCharsets.ISO_8859_1);
        return haystack.contains(new String(what, StandardCharsets.ISO_8859_1));
    }
}
