package org.waystation.relay.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.Voucher;
import org.waystation.relay.admission.Vouchers;
import org.waystation.relay.files.PrivateFiles;

/**
 * A relay's directory. Everything here can be done whether or not the relay runs; a running relay notices a changed roster
 * within a second.
 *
 * <pre>
 * identity.key   who the relay is          never leaves the machine but in a backup
 * tls.pem        TLS key                   named by the card
 * routing.keys   opens sealed requests     named by the card
 * node.key       what these three are sealed under, wrapped under the node key; none while that is kept inside
 * roster         partners, and who is denied; signed
 * federation.log what was changed about partners and keys; federation.log.old before that
 * changes.lock   held while roster or card change
 * card           newest own card
 * port           chosen port, where the configuration leaves it open
 * lock           held by the running relay
 * unfinished     while the relay is being made
 * epoch          changes when the data is put back from a copy
 * store/         RocksDB
 * store.head     how far the store has come; one that is behind it has lost something
 * native/        its library
 * checkpoint/    copy of the store that a backup is about to take
 * </pre>
 *
 * Not safe for several threads at once.
 */
public final class RelayHome {
    private final Path directory;
    private final Path changes;
    private final RelaySecrets secrets;
    private final CardFile cardFile;
    private final KeyFiles keys;
    private final PartnerBook partners;
    private final PortFile port;
    private final RestoreEpoch epoch;
    private final FederationLog log;
    private final Clock clock;
    private final Entropy entropy;

    private RelayHome(Path directory, SecretFiles secretFiles, Clock clock, Entropy entropy)
            throws IOException, HomeTrouble {
        this.directory = directory;
        this.secrets = RelaySecrets.decode(secretFiles.read(SecretFiles.IDENTITY));
        this.cardFile = new CardFile(directory.resolve(HomeCopy.CARD), secrets.relay());
        this.log = new FederationLog(directory.resolve("federation.log"));
        this.changes = directory.resolve("changes.lock");
        this.keys = new KeyFiles(secretFiles, log, clock, entropy);
        this.partners = new PartnerBook(directory, changes, secrets, this::ownName, keys::tlsPins, log, clock);
        this.port = new PortFile(directory.resolve(HomeCopy.PORT));
        this.epoch = new RestoreEpoch(directory.resolve("epoch"));
        this.clock = clock;
        this.entropy = entropy;
    }

    /** As below, with the keys in the directory as they are. */
    public static RelayHome create(Path directory, Clock clock, Entropy entropy) throws HomeTrouble {
        return create(directory, NodeKey.inside(), clock, entropy);
    }

    /**
     * Makes a relay: its directory and its keys.
     *
     * @throws HomeTrouble if there is a relay already, or a part of one, or the directory cannot be written
     */
    public static RelayHome create(Path directory, NodeKey nodeKey, Clock clock, Entropy entropy) throws HomeTrouble {
        HomeCopy.requireNoRelay(directory);
        Path unfinished = directory.resolve(HomeCopy.UNFINISHED);
        try {
            PrivateFiles.createDirectory(directory);
            PrivateFiles.replace(unfinished, new byte[0]);
            SecretFiles files = SecretFiles.create(directory, nodeKey, entropy);
            KeyFiles.make(files, clock, entropy);
            // Last, so that a crash in between leaves no half-made relay that looks like one.
            files.write(SecretFiles.IDENTITY, RelaySecrets.generate(entropy).exposeBytes());
            Files.delete(unfinished);
            PrivateFiles.syncDirectory(directory);
            return new RelayHome(directory, files, clock, entropy);
        } catch (IOException e) {
            throw new HomeTrouble("cannot write to " + directory + " (" + e.getMessage() + ")", e);
        }
    }

    /** As below, of a relay whose keys are in its directory as they are. */
    public static RelayHome open(Path directory, Clock clock, Entropy entropy) throws HomeTrouble {
        return open(directory, NodeKey.inside(), clock, entropy);
    }

    /** @throws HomeTrouble if there is no relay, its files cannot be read, or the node key does not open them */
    public static RelayHome open(Path directory, NodeKey nodeKey, Clock clock, Entropy entropy) throws HomeTrouble {
        try {
            return new RelayHome(directory, SecretFiles.open(directory, nodeKey, entropy), clock, entropy);
        } catch (NoSuchFileException e) {
            throw HomeCopy.missing(
                    directory, String.valueOf(Path.of(e.getFile()).getFileName()));
        } catch (IOException e) {
            throw new HomeTrouble("cannot read the relay's keys in " + directory + " (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Puts the relay's keys under another node key, or under none. Whatever it breaks off at, one of the two opens them.
     *
     * @throws HomeTrouble if a relay process uses the directory, or it cannot be written
     */
    public void moveNodeKey(NodeKey to) throws HomeTrouble {
        HomeLock held = lock();
        try {
            keys.move(to);
        } finally {
            held.close();
        }
    }

    /**
     * Opens what a start needs besides the store, and changes nothing.
     *
     * @throws HomeTrouble if a file is missing or damaged, or keys and card do not belong together
     */
    public void inspect() throws HomeTrouble {
        keys.routing();
        fittingCard();
        partners.roster();
    }

    public Path directory() {
        return directory;
    }

    public Path storeDirectory() {
        return directory.resolve(HomeCopy.STORE);
    }

    public RelayId relay() {
        return secrets.relay();
    }

    public RelaySecrets secrets() {
        return secrets;
    }

    /** The keys that change over the years. */
    public KeyFiles keys() {
        return keys;
    }

    /**
     * The relay's card as it should be now: the one on file, or the next in sequence if anything in it has changed or it
     * grows old.
     *
     * @param endpoints host:port each
     */
    public SignedCard renewCard(String name, List<String> endpoints) throws HomeTrouble {
        HomeLock held = HomeLock.await(changes);
        try {
            Optional<SignedCard> before = fittingCard();
            SignedCard signed = new OwnCard(secrets, keys.tlsPins(), name, endpoints)
                    .renewed(before, keys.routing().published(), clock.instant());
            if (before.filter(signed::equals).isEmpty()) {
                cardFile.write(signed);
            }
            return signed;
        } finally {
            held.close();
        }
    }

    /**
     * Says in the relay's card that it is gone for good. Nothing takes that back: partners believe no other card of it any more.
     *
     * @throws HomeTrouble if the relay has no card yet
     */
    public SignedCard retire(Tombstone tombstone) throws HomeTrouble {
        HomeLock held = HomeLock.await(changes);
        try {
            RelayCard before = knownCard().card();
            if (before.tombstone().isPresent()) {
                throw new HomeTrouble("this relay has said already that it closes for good, on "
                        + before.tombstone().get().since() + "; partners would believe nothing else");
            }
            SignedCard last = OwnCard.retired(secrets, before, tombstone, clock.instant());
            cardFile.write(last);
            log.add(clock.instant(), FederationLog.By.OPERATOR, "this relay closes for good on " + tombstone.since());
            return last;
        } finally {
            held.close();
        }
    }

    /** Changes whenever the card may have. */
    public long cardStamp() {
        return cardFile.stamp();
    }

    /** The newest card; empty if the relay has never been reachable under a known address. */
    public Optional<SignedCard> card() throws HomeTrouble {
        return cardFile.read();
    }

    private Optional<SignedCard> fittingCard() throws HomeTrouble {
        Optional<SignedCard> known = card();
        if (known.isPresent()) {
            keys.requireNamedBy(known.get().card());
        }
        return known;
    }

    /** Whom this relay federates with. */
    public PartnerBook partners() {
        return partners;
    }

    /** A voucher for one new member. */
    public Voucher newVoucher(Duration validity) throws HomeTrouble {
        RelayCard card = knownCard().card();
        return new Voucher(
                card.name(),
                card.relay(),
                card.endpoints().get(0),
                new Vouchers(secrets.voucherKey()).issue(clock.instant().plus(validity), entropy));
    }

    private Optional<String> ownName() {
        try {
            return card().map(each -> each.card().name());
        } catch (HomeTrouble damaged) {
            // Whoever needs the card says so; a name is not worth refusing partners for.
            return Optional.empty();
        }
    }

    private SignedCard knownCard() throws HomeTrouble {
        return card().orElseThrow(() -> new HomeTrouble(
                "the relay's address is not known yet; start it once with 'relay run', then try again"));
    }

    /** The port that was chosen when the configuration left it open; 0 if none was yet. */
    public int rememberedPort() {
        return port.read();
    }

    public void rememberPort(int chosen) throws HomeTrouble {
        port.write(chosen);
    }

    /**
     * What the store is compared with at a start: another value when the directory may have been put back from a copy. Only
     * for the process that holds the lock.
     */
    public Bytes restoreEpoch() throws HomeTrouble {
        return epoch.read(entropy);
    }

    /**
     * Notes that the data was put back from a copy, so that a store which is behind what it was is taken as it is.
     *
     * @throws HomeTrouble if a relay process uses the directory, or it cannot be written
     */
    public void markRestored() throws HomeTrouble {
        HomeLock held = lock();
        try {
            epoch.raise(entropy);
            PrivateFiles.replace(directory.resolve(HomeCopy.STORE_HEAD), new byte[0]);
        } catch (IOException e) {
            throw new HomeTrouble(
                    "cannot write down that this directory was put back (" + e.getMessage() + "); try again", e);
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
        return HomeLock.take(directory.resolve(HomeCopy.LOCK));
    }
}
