package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;

/** A relay's directory: what is made, what is refused, what survives. */
class RelayHomeIT {
    private static final List<String> ENDPOINTS = List.of("one.example:4711");

    private final MovingClock clock = new MovingClock(Instant.parse("2030-01-01T00:00:00Z"));
    private Path directory;
    private Path otherDirectory;
    private RelayHome home;

    @BeforeEach
    void make(@TempDir Path root) throws Exception {
        directory = root.resolve("one");
        otherDirectory = root.resolve("two");
        home = RelayHome.create(directory, clock, Entropy.system());
    }

    @Test
    void secondInitIsRefusedAndChangesNothing() throws Exception {
        // Given
        byte[] before = Files.readAllBytes(directory.resolve("identity.key"));

        // When
        assertThrows(HomeTrouble.class, () -> RelayHome.create(directory, clock, Entropy.system()));

        // Then
        assertArrayEquals(before, Files.readAllBytes(directory.resolve("identity.key")));
        assertEquals(home.relay(), open().relay());
    }

    @Test
    void initThatWasInterruptedIsTakenUpAgain() throws Exception {
        // Given
        Files.delete(directory.resolve("identity.key"));
        Files.createFile(directory.resolve("unfinished"));

        // When
        RelayHome again = RelayHome.create(directory, clock, Entropy.system());

        // Then
        assertNotEquals(home.relay(), again.relay());
        assertFalse(Files.exists(directory.resolve("unfinished")));
    }

    @Test
    void openingWhereThereIsNoRelaySaysWhatToDo() {
        // When
        HomeTrouble trouble =
                assertThrows(HomeTrouble.class, () -> RelayHome.open(otherDirectory, clock, Entropy.system()));

        // Then
        assertTrue(String.valueOf(trouble.getMessage()).contains("relay init"));
    }

    @Test
    void onlyTheRelaysUserCanReadAnything() throws Exception {
        // Given
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        home.renewCard("one.example", ENDPOINTS);
        home.rememberPort(4711);
        home.partners().add(partnerCard());

        // When
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                // Then
                assertEquals("rw-------", permissions(each), each.getFileName().toString());
            }
        }
        assertEquals("rwx------", permissions(directory));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void damagedKeyFilesAreTroubleInWordsAndNothingElse() throws Exception {
        for (String name : List.of("identity.key", "tls.pem", "routing.keys")) {
            byte[] whole = Files.readAllBytes(directory.resolve(name));
            for (byte[] damaged : List.of(
                    new byte[0],
                    java.util.Arrays.copyOf(whole, whole.length - 1),
                    java.util.Arrays.copyOf(whole, whole.length / 2),
                    "nonsense".getBytes(StandardCharsets.US_ASCII))) {
                // Given
                Files.write(directory.resolve(name), damaged);

                // When
                boolean stillReads = name.equals("tls.pem") && damaged.length == whole.length - 1;
                if (!stillReads) {
                    // Then
                    assertThrows(HomeTrouble.class, () -> open().keys().renewRouting(), name + " " + damaged.length);
                }
            }
            Files.write(directory.resolve(name), whole);
        }
        assertEquals(home.relay(), open().relay());
    }

    @Test
    void tlsKeyWithGarbageInsideIsTroubleToo() throws Exception {
        // Given
        Path file = directory.resolve("tls.pem");
        String pem = Files.readString(file, StandardCharsets.UTF_8);

        for (String damaged : List.of(
                pem.replaceFirst("[A-Za-z0-9+/]{20}", "!!!!!!!!!!!!!!!!!!!!"),
                pem.replaceFirst("\nMI", "\nAA"),
                pem.substring(pem.indexOf("-----BEGIN PRIVATE")))) {
            // When
            Files.writeString(file, damaged);

            // Then
            assertThrows(HomeTrouble.class, this::open);
        }
    }

    @Test
    void cardsSequenceRisesOnlyWhenSomethingInItChanges() throws Exception {
        // Given
        SignedCard first = home.renewCard("one.example", ENDPOINTS);

        // When
        SignedCard same = open().renewCard("one.example", ENDPOINTS);
        SignedCard moved = open().renewCard("one.example", List.of("one.example:4712"));

        // Then
        assertEquals(first.encoded(), same.encoded());
        assertTrue(moved.card().sequence() > first.card().sequence());
        assertEquals(Optional.of(moved.encoded()), open().card().map(SignedCard::encoded));
    }

    @Test
    void cardMadeAfterTheOldOneWasLostReplacesIt() throws Exception {
        // Given
        SignedCard lost = home.renewCard("one.example", ENDPOINTS);
        Files.delete(home.directory().resolve("card"));
        clock.pass(Duration.ofMinutes(1));

        // When
        SignedCard fresh = home.renewCard("one.example", ENDPOINTS);

        // Then
        assertTrue(fresh.card().sequence() > lost.card().sequence());
    }

    @Test
    void oldCardIsRenewedLongBeforeItExpires() throws Exception {
        // Given
        SignedCard first = home.renewCard("one.example", ENDPOINTS);

        // When
        clock.pass(Duration.ofDays(200));
        home.keys().renewRouting();
        SignedCard second = home.renewCard("one.example", ENDPOINTS);

        // Then
        assertTrue(second.card().sequence() > first.card().sequence());
        assertTrue(second.card().expiresAt().isAfter(first.card().expiresAt()));
        assertTrue(second.card().routingKeyAt(clock.instant()).isPresent());
    }

    @Test
    void oldRoutingKeysStillOpenWhatWasSealedToThem() throws Exception {
        // Given
        var old = home.renewCard("one.example", ENDPOINTS).card().routingKeys().get(0);

        // When
        clock.pass(Duration.ofDays(150));
        RoutingKeys keys = home.keys().renewRouting();

        // Then
        assertEquals(2, keys.published().size());
        assertTrue(keys.find(old.id()).isPresent());
        assertNotEquals(
                old.id(),
                home.renewCard("one.example", ENDPOINTS)
                        .card()
                        .routingKeyAt(clock.instant())
                        .orElseThrow()
                        .id());
    }

    @Test
    void routingKeysOfYearsStayWithinWhatACardMayHold() throws Exception {
        // When
        for (int i = 0; i < 20; i++) {
            clock.pass(Duration.ofDays(130));
            home.keys().renewRouting();
            home.renewCard("one.example", ENDPOINTS);
        }

        // Then
        assertTrue(home.keys().renewRouting().published().size() <= 4);
    }

    @Test
    void ownCardThatIsDamagedIsTroubleInWords() throws Exception {
        // Given
        home.renewCard("one.example", ENDPOINTS);
        Files.writeString(directory.resolve("card"), "waystation-card:AAAA\n");

        // When, Then
        assertThrows(HomeTrouble.class, () -> home.card());
    }

    @Test
    void cardOfAnotherRelayInTheCardsPlaceIsNotSignedAnew() throws Exception {
        // Given
        home.renewCard("one.example", ENDPOINTS);
        RelayHome other = RelayHome.create(otherDirectory, clock, Entropy.system());
        other.renewCard("two.example", ENDPOINTS);
        SignedCard planted = other.retire(new Tombstone(clock.instant(), Optional.empty()));

        // When
        Files.writeString(directory.resolve("card"), planted.toText());

        // Then
        assertThrows(HomeTrouble.class, () -> home.renewCard("one.example", ENDPOINTS));
        assertThrows(HomeTrouble.class, () -> home.card());
    }

    @Test
    void relayClosesOnceAndItsLastCardLastsForYears() throws Exception {
        // Given
        home.renewCard("one.example", ENDPOINTS);
        Tombstone gone = new Tombstone(clock.instant(), Optional.empty());
        home.retire(gone);

        // When
        clock.pass(Duration.ofDays(100));
        home.keys().renewRouting();
        SignedCard renewed = home.renewCard("one.example", ENDPOINTS);

        // Then
        assertEquals(Optional.of(gone), renewed.card().tombstone());
        assertFalse(renewed.card().isExpiredAt(clock.instant().plus(Duration.ofDays(3_000))));
        assertThrows(HomeTrouble.class, () -> home.retire(new Tombstone(clock.instant(), Optional.empty())));
    }

    @Test
    void partnersAreKeptAndTheirNewerCardsReplaceOlder() throws Exception {
        // Given
        RelayHome other = RelayHome.create(otherDirectory, clock, Entropy.system());
        SignedCard first = other.renewCard("two.example", ENDPOINTS);
        SignedCard second = other.renewCard("two.example", List.of("two.example:4712"));
        home.partners().add(second);

        // When
        CardRefused refused =
                assertThrows(CardRefused.class, () -> home.partners().add(first));

        // Then
        assertEquals(CardRefused.Why.OLDER_THAN_KNOWN, refused.why());
        assertEquals(1, open().partners().roster().partners().size());
        assertEquals(
                second.encoded(),
                open().partners()
                        .roster()
                        .find(other.relay())
                        .orElseThrow()
                        .signed()
                        .encoded());
    }

    @Test
    void ownCardAndExpiredCardsAreNoPartners() throws Exception {
        // Given
        SignedCard own = home.renewCard("one.example", ENDPOINTS);
        SignedCard old = partnerCard();
        clock.pass(Duration.ofDays(366));

        // When
        CardRefused ownRefused =
                assertThrows(CardRefused.class, () -> home.partners().add(own));
        CardRefused oldRefused =
                assertThrows(CardRefused.class, () -> home.partners().add(old));

        // Then
        assertEquals(CardRefused.Why.OWN_CARD, ownRefused.why());
        assertEquals(CardRefused.Why.EXPIRED, oldRefused.why());
        assertTrue(home.partners().roster().partners().isEmpty());
    }

    @Test
    void rosterThatSomebodyElseChangedIsRefused() throws Exception {
        // Given
        home.partners().add(partnerCard());
        Path file = directory.resolve("roster");
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        RelayHome third = RelayHome.create(otherDirectory.resolveSibling("three"), clock, Entropy.system());
        String stranger = third.renewCard("three.example", ENDPOINTS).toText();

        for (List<String> changed : List.of(
                List.of(lines.get(0), stranger, lines.get(1)),
                List.of(stranger, lines.get(1)),
                List.of(lines.get(1)),
                List.of(lines.get(0)),
                List.of(lines.get(0), "signature:AAAA"),
                List.of(lines.get(0), "signature:!"),
                List.<String>of())) {
            // When
            Files.write(file, changed, StandardCharsets.UTF_8);

            // Then
            assertThrows(HomeTrouble.class, () -> home.partners().roster());
            assertThrows(HomeTrouble.class, () -> home.partners().add(partnerCard()));
        }
    }

    @Test
    void rosterOfAnotherRelayIsRefused() throws Exception {
        // Given
        RelayHome other = RelayHome.create(otherDirectory, clock, Entropy.system());
        other.partners().add(home.renewCard("one.example", ENDPOINTS));

        // When
        Files.copy(otherDirectory.resolve("roster"), directory.resolve("roster"));

        // Then
        assertThrows(HomeTrouble.class, () -> home.partners().roster());
    }

    @Test
    void changedRosterIsNoticedByItsStamp() throws Exception {
        // Given
        long before = home.partners().stamp();

        // When
        home.partners().add(partnerCard());

        // Then
        assertEquals(0, before);
        assertNotEquals(before, home.partners().stamp());
    }

    @Test
    void voucherNeedsAKnownAddressAndThenCarriesIt() throws Exception {
        // Given
        assertThrows(HomeTrouble.class, () -> home.newVoucher(Duration.ofDays(1)));
        home.renewCard("one.example", ENDPOINTS);

        // When
        var voucher = home.newVoucher(Duration.ofDays(1));

        // Then
        assertEquals(ENDPOINTS.get(0), voucher.endpoint());
        assertEquals(home.relay(), voucher.relay());
        assertEquals("one.example", voucher.relayName());
    }

    @Test
    void portIsRememberedAndNonsenseIsNot() throws Exception {
        // Given
        int atFirst = home.rememberedPort();
        home.rememberPort(4711);
        int remembered = open().rememberedPort();

        for (String nonsense : List.of("", "port", "0", "-1", "65536", "99999999999")) {
            // When
            Files.writeString(directory.resolve("port"), nonsense);

            // Then
            assertEquals(0, home.rememberedPort(), nonsense);
        }
        assertEquals(0, atFirst);
        assertEquals(4711, remembered);
    }

    @Test
    void directoryIsLockedUntilTheLockIsClosed() throws Exception {
        // Given
        HomeLock lock = home.lock();
        assertThrows(HomeTrouble.class, () -> home.lock());

        // When
        lock.close();

        // Then
        home.lock().close();
    }

    @Test
    void secretsAreNeverShown() throws Exception {
        // Given
        RelaySecrets secrets = home.secrets();

        // When
        String shown = secrets + " " + secrets.identity() + " " + secrets.rowSecret() + " " + secrets.voucherKey();

        // Then
        String hex = java.util.HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("identity.key")));
        assertFalse(shown.contains(hex.substring(2, 18)));
        assertTrue(shown.toLowerCase(java.util.Locale.ROOT).contains("redacted"));
        assertNotEquals(secrets.rowSecret(), secrets.voucherKey());
    }

    private SignedCard partnerCard() throws Exception {
        RelayHome other = Files.exists(otherDirectory)
                ? RelayHome.open(otherDirectory, clock, Entropy.system())
                : RelayHome.create(otherDirectory, clock, Entropy.system());
        return other.renewCard("two.example", ENDPOINTS);
    }

    private RelayHome open() throws HomeTrouble {
        return RelayHome.open(directory, clock, Entropy.system());
    }
}
