package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.MailboxId;

/**
 * Two relays as the first version left them: five texts were written from one to the other, of which three had arrived and two
 * were waiting when the second was stopped.
 */
class OlderStoreIT {
    private static final HexFormat HEX = HexFormat.of();
    private static final int TOLD_BYTES = 16;

    private final Path root;
    private final Properties people = new Properties();
    private Clock clock = Clock.systemUTC();

    OlderStoreIT(@TempDir Path root) {
        this.root = root;
    }

    @BeforeEach
    void unpack() throws Exception {
        try (InputStream packed = Objects.requireNonNull(getClass().getResourceAsStream("store-of-version-1.zip"));
                ZipInputStream zip = new ZipInputStream(packed)) {
            for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
                Path file = root.resolve(each.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        try (InputStream read = Files.newInputStream(root.resolve("people.properties"))) {
            people.load(read);
        }
        // Nothing has expired yet.
        Instant made = Instant.ofEpochSecond(Long.parseLong(people.getProperty("made")));
        clock = Clock.offset(clock, Duration.between(clock.instant(), made.plusSeconds(60)));
    }

    @Test
    void everyMessageIsDeliveredAndItsMembersAreKnown() throws Exception {
        // Given
        List<String> expected = List.of(people.getProperty("contents").split(",", -1));
        List<String> delivered = new ArrayList<>();

        // When
        try (TestRelay one = TestRelay.open(root.resolve("one"), clock, "one.example");
                TestRelay two = TestRelay.open(root.resolve("two"), clock, "two.example");
                RawClient bojan = RawClient.connect(two.server())) {
            ChannelProof proof = bojan.greet();
            bojan.login(proof, key("member"));
            bojan.attach(proof, key("owner"), MailboxId.of(HEX.parseHex(people.getProperty("mailbox"))));
            delivered.addAll(receive(bojan, 3));
            bojan.next(FromRelay.CaughtUp.class);
            one.partnerWith(two);
            delivered.addAll(receive(bojan, 2));
        }

        // Then
        assertEquals(expected, delivered);
    }

    @Test
    void noFileOfTheStoreHoldsWhatItHeldBefore() throws Exception {
        // Given
        String before = store("two");
        String arrived = people.getProperty("contents").split(",", -1)[0];
        assertNotEquals(-1, before.indexOf(latin(arrived)), "search is blind");

        // When
        TestRelay.open(root.resolve("two"), clock, "two.example").close();

        // Then
        String after = store("two");
        for (String each : people.getProperty("contents").split(",", -1)) {
            assertFalse(after.contains(latin(each)));
        }
    }

    @Test
    void aCopyOfAStoppedRelayStaysOfItsVersionAndChangesNothingInTheOriginal() throws Exception {
        // Given
        String arrived = people.getProperty("contents").split(",", -1)[0];

        // When
        RelayCopy.make(root.resolve("two"), root.resolve("copy"), () -> {});

        // Then
        assertTrue(store("two").contains(latin(arrived)));
        assertTrue(store("copy").contains(latin(arrived)));
    }

    private static List<String> receive(RawClient client, int count) throws Exception {
        List<String> contents = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            byte[] content = client.next(FromRelay.Deliver.class).content().toByteArray();
            contents.add(HEX.formatHex(content, 0, TOLD_BYTES));
        }
        return contents;
    }

    private SigningKey key(String whose) {
        return SigningKey.fromSeed(SecretKey32.copyOf(HEX.parseHex(people.getProperty(whose))));
    }

    private static String latin(String hex) {
        return new String(HEX.parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    private String store(String relay) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(root.resolve(relay).resolve("store"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
