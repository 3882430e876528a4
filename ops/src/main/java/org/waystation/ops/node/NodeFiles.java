package org.waystation.ops.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.store.StoreFailure;
import org.waystation.ops.admin.AdminClient;
import org.waystation.ops.admin.Orders;
import org.waystation.ops.config.KeySource;
import org.waystation.ops.config.RelayConfig;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.RelayCheck;
import org.waystation.relay.RelayCopy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** The data directory of a real relay. */
public final class NodeFiles implements RelayFiles {
    private final NodeKeys keys;
    private final Clock clock;
    private final Entropy entropy;
    private final NodePartners partners;

    public NodeFiles(NodeKeys keys, Clock clock, Entropy entropy) {
        this.keys = keys;
        this.clock = clock;
        this.entropy = entropy;
        this.partners = new NodePartners(this::open, clock);
    }

    @Override
    public Identity create(RelayDirectory directory) {
        try {
            RelayHome home = RelayHome.create(
                    directory.data(),
                    keys.chosen(directory, directory.config().store().key()),
                    clock,
                    entropy);
            return new Identity(Fingerprint.of(home.relay()), home.directory());
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    @Override
    public CardLine card(RelayDirectory directory) {
        try {
            RelayHome home = open(directory);
            return line(currentCard(home, directory.config()));
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    @Override
    public PartnerFiles partners() {
        return partners;
    }

    @Override
    public CardLine retire(RelayDirectory directory, Instant since, Optional<String> successorCard) {
        try {
            RelayHome home = open(directory);
            currentCard(home, directory.config());
            Optional<Tombstone.Successor> successor = successorCard
                    .map(NodePartners::parse)
                    .map(SignedCard::card)
                    .map(card -> new Tombstone.Successor(card.name(), card.relay()));
            return line(home.retire(new Tombstone(since, successor)));
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    @Override
    public Cards cards(RelayDirectory directory) {
        try {
            RelayHome home = open(directory);
            return new Cards(
                    home.card().map(SignedCard::card),
                    List.copyOf(home.partners().roster().partners()));
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    @Override
    public VoucherLine newVoucher(RelayDirectory directory, Duration validity) {
        try {
            RelayHome home = open(directory);
            // The voucher names the address that the card names.
            currentCard(home, directory.config());
            return new VoucherLine(
                    home.newVoucher(validity).toText(), clock.instant().plus(validity));
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    @Override
    public void markRestored(RelayDirectory directory) {
        try {
            open(directory).markRestored();
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    @Override
    public void copy(RelayDirectory directory, Path data) {
        try {
            RelayCopy.make(directory.data(), data, () -> askForCheckpoint(directory));
        } catch (HomeTrouble e) {
            throw failure(e);
        } catch (IOException | StoreFailure e) {
            throw new CommandFailure(
                    ExitCode.USER, "the copy could not be made: " + e.getMessage() + ". Nothing is left of it", e);
        }
    }

    private static void askForCheckpoint(RelayDirectory directory) {
        try {
            AdminClient.of(directory.data())
                    .orElseThrow(() -> new IOException("it is starting or stopping"))
                    .order(Orders.CHECKPOINT);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NETWORK,
                    "the relay runs, and did not copy its store: " + e.getMessage() + ". Nothing is left of the"
                            + " copy; try again",
                    e);
        }
    }

    @Override
    public Checked check(RelayDirectory directory) {
        try {
            RelayCheck.Report report = RelayCheck.run(open(directory), entropy);
            return new Checked(report.rows(), report.damaged(), report.findings());
        } catch (HomeTrouble e) {
            throw failure(e);
        } catch (StoreFailure e) {
            throw new CommandFailure(
                    ExitCode.USER,
                    "the store could not be checked: " + e.withAdvice().getMessage(),
                    e);
        }
    }

    @Override
    public void moveKey(RelayDirectory directory, KeySource to) {
        try {
            open(directory).moveNodeKey(keys.chosen(directory, to));
        } catch (HomeTrouble e) {
            throw failure(e);
        }
    }

    private RelayHome open(RelayDirectory directory) throws HomeTrouble {
        return RelayHome.open(directory.data(), keys.of(directory), clock, entropy);
    }

    private static SignedCard currentCard(RelayHome home, RelayConfig config) throws HomeTrouble {
        return home.renewCard(config.name(), config.publishedEndpoints(ListenPort.of(home, config)));
    }

    private static CardLine line(SignedCard signed) {
        RelayCard card = signed.card();
        return new CardLine(card.name(), Fingerprint.of(card.relay()), card.expiresAt(), signed.toText());
    }

    static CommandFailure failure(HomeTrouble e) {
        return new CommandFailure(ExitCode.USER, String.valueOf(e.getMessage()), e);
    }
}
