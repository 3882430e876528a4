package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.UnreadableText;
import org.waystation.protocol.link.Voucher;
import org.waystation.protocol.tls.TlsKey;
import org.waystation.relay.admission.Vouchers;

/**
 * A relay's directory. Everything here can be done whether or not the relay runs; a running relay notices a changed roster
 * within a second.
 *
 * <pre>
 * identity.key   who the relay is          never leaves the machine but in a backup
 * tls.pem        TLS key                   named by the card
 * routing.keys   opens sealed requests     named by the card
 * roster         partners, signed
 * card           newest own card
 * port           chosen port, where the configuration leaves it open
 * lock           held by the running relay
 * epoch          changes when the data is put back from a copy
 * store/         RocksDB
 * </pre>
 *
 * Not safe for several threads at once.
 */
public final class RelayHome {
    private static final int MAX_PORT = 65_535;

    private final Path directory;
    private final RelaySecrets secrets;
    private final TlsKey tlsKey;
    private final RosterFile rosterFile;
    private final RestoreEpoch epoch;
    private final Clock clock;
    private final Entropy entropy;

    private RelayHome(Path directory, RelaySecrets secrets, TlsKey tlsKey, Clock clock, Entropy entropy) {
        this.directory = directory;
        this.secrets = secrets;
        this.tlsKey = tlsKey;
        this.rosterFile = new RosterFile(directory.resolve("roster"), secrets);
        this.epoch = new RestoreEpoch(directory.resolve("epoch"));
        this.clock = clock;
        this.entropy = entropy;
    }

    /**
     * Makes a relay: its directory and its keys.
     *
     * @throws HomeTrouble if there is a relay already, or the directory cannot be written
     */
    public static RelayHome create(Path directory, Clock clock, Entropy entropy) throws HomeTrouble {
        Path identityFile = directory.resolve("identity.key");
        if (Files.exists(identityFile)) {
            throw new HomeTrouble("there is a relay in " + directory + " already; nothing was changed");
        }
        try {
            PrivateFiles.createDirectory(directory);
            PrivateFiles.replace(
                    directory.resolve("tls.pem"),
                    TlsKey.generate(new SecureRandom(), clock.instant()).toPem());
            PrivateFiles.replace(
                    directory.resolve("routing.keys"),
                    RoutingKeys.none().renewed(clock.instant(), entropy).exposeBytes());
            // Last, so that a crash in between leaves no half-made relay that looks like one.
            PrivateFiles.replace(identityFile, RelaySecrets.generate(entropy).exposeBytes());
        } catch (IOException e) {
            throw new HomeTrouble("cannot write to " + directory + " (" + e.getMessage() + ")", e);
        }
        return open(directory, clock, entropy);
    }

    /** @throws HomeTrouble if there is no relay, or its files cannot be read */
    public static RelayHome open(Path directory, Clock clock, Entropy entropy) throws HomeTrouble {
        try {
            RelaySecrets secrets = RelaySecrets.decode(Files.readAllBytes(directory.resolve("identity.key")));
            TlsKey tlsKey = TlsKey.fromPem(Files.readString(directory.resolve("tls.pem"), StandardCharsets.UTF_8));
            return new RelayHome(directory, secrets, tlsKey, clock, entropy);
        } catch (NoSuchFileException missing) {
            throw new HomeTrouble("there is no relay in " + directory + "; make one with 'relay init'", missing);
        } catch (IOException e) {
            throw new HomeTrouble("cannot read the relay's keys in " + directory + " (" + e.getMessage() + ")", e);
        }
    }

    public Path directory() {
        return directory;
    }

    public Path storeDirectory() {
        return directory.resolve("store");
    }

    public RelayId relay() {
        return secrets.relay();
    }

    public RelaySecrets secrets() {
        return secrets;
    }

    public TlsKey tlsKey() {
        return tlsKey;
    }

    /** The routing keys on file. */
    public RoutingKeys routingKeys() throws HomeTrouble {
        try {
            return RoutingKeys.decode(Files.readAllBytes(routingKeysFile()));
        } catch (IOException e) {
            throw new HomeTrouble("cannot read the routing keys (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The routing keys, with a fresh one where the newest nears its end. Only for the process that holds the lock: a key
     * that the card names and the running relay does not have would cost messages.
     */
    public RoutingKeys renewRoutingKeys() throws HomeTrouble {
        RoutingKeys before = routingKeys();
        RoutingKeys renewed = before.renewed(clock.instant(), entropy);
        if (!renewed.published().equals(before.published())) {
            try {
                PrivateFiles.replace(routingKeysFile(), renewed.exposeBytes());
            } catch (IOException e) {
                throw new HomeTrouble("cannot write the routing keys (" + e.getMessage() + ")", e);
            }
        }
        return renewed;
    }

    private Path routingKeysFile() {
        return directory.resolve("routing.keys");
    }

    /**
     * The relay's card as it should be now: the one on file, or the next in sequence if anything in it has changed or it
     * grows old.
     *
     * @param endpoints host:port each
     */
    public SignedCard renewCard(String name, List<String> endpoints) throws HomeTrouble {
        Optional<SignedCard> before = card();
        SignedCard signed = new OwnCard(secrets, tlsKey.pin(), name, endpoints)
                .renewed(before, routingKeys().published(), clock.instant());
        if (before.filter(signed::equals).isPresent()) {
            return signed;
        }
        try {
            PrivateFiles.replace(directory.resolve("card"), signed.toText() + "\n");
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the relay card (" + e.getMessage() + ")", e);
        }
        return signed;
    }

    /** The newest card; empty if the relay has never been reachable under a known address. */
    public Optional<SignedCard> card() throws HomeTrouble {
        try {
            return Optional.of(SignedCard.parse(Files.readString(directory.resolve("card"), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | UnreadableText | CardRefused e) {
            throw new HomeTrouble(
                    "the relay's own card cannot be read (" + e.getMessage() + "); delete it and start "
                            + "the relay, which writes it anew",
                    e);
        }
    }

    public Roster roster() throws HomeTrouble {
        return rosterFile.read();
    }

    /** Changes whenever the roster may have. */
    public long rosterStamp() {
        return rosterFile.stamp();
    }

    /**
     * Adds a partner, or replaces its card by a newer one. The caller has had the fingerprint confirmed.
     *
     * @throws CardRefused if the card is this relay's own, has expired, or is older than the one known
     */
    public void addPartner(SignedCard card) throws HomeTrouble, CardRefused {
        rosterFile.add(card, tlsKey.pin(), clock.instant());
    }

    /** A voucher for one new member. */
    public Voucher newVoucher(Duration validity) throws HomeTrouble {
        RelayCard card = card().orElseThrow(() -> new HomeTrouble(
                        "the relay's address is not known yet; start it once with 'relay run', then try again"))
                .card();
        return new Voucher(
                card.name(),
                card.relay(),
                card.endpoints().get(0),
                new Vouchers(secrets.voucherKey()).issue(clock.instant().plus(validity), entropy));
    }

    /** The port that was chosen when the configuration left it open; 0 if none was yet. */
    public int rememberedPort() {
        try {
            int port = Integer.parseInt(Files.readString(directory.resolve("port"), StandardCharsets.UTF_8)
                    .trim());
            return port > 0 && port <= MAX_PORT ? port : 0;
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }

    public void rememberPort(int port) throws HomeTrouble {
        try {
            PrivateFiles.replace(directory.resolve("port"), port + "\n");
        } catch (IOException e) {
            throw new HomeTrouble("cannot write to " + directory + " (" + e.getMessage() + ")", e);
        }
    }

    /**
     * What the store is compared with at a start: another value when the directory may have been put back from a copy. Only
     * for the process that holds the lock.
     */
    public Bytes restoreEpoch() throws HomeTrouble {
        try {
            return epoch.read(entropy);
        } catch (IOException e) {
            throw new HomeTrouble("cannot read or write the restore epoch (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Notes that the data was put back from a copy.
     *
     * @throws HomeTrouble if a relay process uses the directory, or it cannot be written
     */
    public void markRestored() throws HomeTrouble {
        HomeLock held = lock();
        try {
            epoch.raise(entropy);
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the restore epoch (" + e.getMessage() + "); nothing was changed", e);
        } finally {
            held.close();
        }
    }

    /**
     * Takes the directory for this process.
     *
     * @throws HomeTrouble if another relay process has it
     */
    public HomeLock lock() throws HomeTrouble {
        return HomeLock.take(directory.resolve("lock"));
    }
}
