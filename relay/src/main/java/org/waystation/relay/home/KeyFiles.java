package org.waystation.relay.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.tls.TlsKey;

/**
 * The relay's keys that change over the years, on disk: TLS keys, and routing keys with their private halves.
 *
 * <p>Renewing is only for the process that holds the lock. Not safe for several threads at once.
 */
public final class KeyFiles {
    private final SecretFiles files;
    private final FederationLog log;
    private final Clock clock;
    private final Entropy entropy;
    private final TlsKeys found;
    private TlsKeys tls;

    KeyFiles(SecretFiles files, FederationLog log, Clock clock, Entropy entropy) throws IOException, HomeTrouble {
        this.files = files;
        this.log = log;
        this.clock = clock;
        this.entropy = entropy;
        this.found = parsed(files.read(SecretFiles.TLS));
        this.tls = found;
    }

    private static TlsKeys parsed(byte[] pem) throws HomeTrouble {
        try {
            return TlsKeys.fromPem(new String(pem, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw HomeTrouble.damaged(SecretFiles.TLS, String.valueOf(e.getMessage()));
        }
    }

    /** Those of a new relay. */
    static void make(SecretFiles files, Clock clock, Entropy entropy) throws IOException {
        Instant now = clock.instant();
        files.write(SecretFiles.TLS, TlsKeys.generate(now).toPem().getBytes(StandardCharsets.UTF_8));
        files.write(
                SecretFiles.ROUTING, RoutingKeys.none().renewed(now, entropy).exposeBytes());
    }

    /** Puts all secret files under another node key, or under none. Only for the process that holds the lock. */
    void move(NodeKey to) throws HomeTrouble {
        try {
            files.move(to);
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the relay's keys (" + e.getMessage() + "); try again", e);
        }
    }

    /** Ends a move of the node key that broke off. Only for the process that holds the lock. */
    public void settle() throws HomeTrouble {
        try {
            files.settle();
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the relay's keys (" + e.getMessage() + ")", e);
        }
    }

    /** The TLS key to show. */
    public TlsKey tls() {
        return tls.current();
    }

    /** What the card names: the key to show, and the next one. */
    List<Bytes> tlsPins() {
        return tls.pins();
    }

    /**
     * Makes the next TLS key when the current grows old, and takes it into use when partners have had the time to learn of it. To
     * be called before a key is shown.
     */
    public void renewTls() throws HomeTrouble {
        TlsKeys renewed = tls.renewed(clock.instant());
        if (renewed.equals(tls)) {
            return;
        }
        try {
            files.rewrite(SecretFiles.TLS, renewed.toPem().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the TLS key (" + e.getMessage() + ")", e);
        }
        tls = renewed;
        log.add(
                clock.instant(),
                FederationLog.By.TIME,
                renewed.next().isPresent() ? "a next TLS key is announced" : "the announced TLS key is in use");
    }

    /**
     * Keys are written before the card that names them, so some of what it names is always here: of TLS keys as they were found, and
     * of the routing keys that are still good.
     *
     * @throws HomeTrouble if that is not so: the files come from two relays, or from two copies
     */
    void requireNamedBy(RelayCard card) throws HomeTrouble {
        if (found.pins().stream().noneMatch(card::names)) {
            throw mixed(SecretFiles.TLS);
        }
        RoutingKeys routing = routing();
        List<RoutingKey> good = card.routingKeys().stream()
                .filter(each -> each.isValidAt(clock.instant()))
                .toList();
        if (!good.isEmpty()
                && good.stream().noneMatch(each -> routing.find(each.id()).isPresent())) {
            throw mixed(SecretFiles.ROUTING);
        }
    }

    private static HomeTrouble mixed(String name) {
        return new HomeTrouble(name
                + " is not of this relay's card; nothing was changed; put all keys and the card back from one copy");
    }

    /** The routing keys on file. */
    public RoutingKeys routing() throws HomeTrouble {
        try {
            return RoutingKeys.decode(files.read(SecretFiles.ROUTING));
        } catch (NoSuchFileException e) {
            throw files.missing(SecretFiles.ROUTING);
        } catch (IOException e) {
            throw new HomeTrouble("cannot read the routing keys (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The routing keys, with a fresh one where the newest nears its end, and without the private keys of those that nothing can be on
     * its way to any more. A key that the card names and the running relay does not have would cost messages.
     */
    public RoutingKeys renewRouting() throws HomeTrouble {
        RoutingKeys before = routing();
        RoutingKeys renewed = before.renewed(clock.instant(), entropy);
        if (renewed.sameAs(before)) {
            return renewed;
        }
        try {
            files.rewrite(SecretFiles.ROUTING, renewed.exposeBytes());
        } catch (IOException e) {
            throw new HomeTrouble("cannot write the routing keys (" + e.getMessage() + ")", e);
        }
        log.add(
                clock.instant(),
                FederationLog.By.TIME,
                "routing keys renewed; " + renewed.size() + " open requests now");
        return renewed;
    }
}
