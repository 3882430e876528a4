package org.waystation.ops.simulation.relays;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.StoreFailure;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Death;
import org.waystation.ops.simulation.kernel.SkewedClock;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.Voucher;
import org.waystation.relay.LinkDesk;
import org.waystation.relay.RelayCore;
import org.waystation.relay.RelayLimits;
import org.waystation.relay.admission.Vouchers;
import org.waystation.relay.home.OwnCard;
import org.waystation.relay.home.RelaySecrets;
import org.waystation.relay.home.RoutingKeys;
import org.waystation.relay.mailbox.RestoreFence;

/** A relay's machine and its operator: what outlives the process, and what is done to it. */
public final class RelayNode implements LinkDesk.Cards {
    private static final Duration VOUCHER_VALIDITY = Duration.ofDays(30);
    private static final Duration LONGEST_RESTART = Duration.ofSeconds(30);

    private final String name;
    private final String endpoint;
    private final Timeline time;
    private final Network network;
    private final Chance chance;
    private final Witness witness;
    private final RelayLimits limits;
    private final RelaySecrets secrets;
    private final Bytes pin;
    private final SkewedClock clock;
    private final FragileDisk disk = new FragileDisk(RelayCore.tables());
    private final Backups backups = new Backups(disk);
    private final Optional<Mischief> mischief;
    private RoutingKeys routingKeys = RoutingKeys.none();
    private Roster roster = Roster.EMPTY;
    private @Nullable SignedCard card;
    private @Nullable RelayProcess process;
    private boolean setBack;
    private boolean diskSlow;
    private boolean retired;
    private long epoch;
    private boolean troubled;
    private Duration wellSince = Duration.ZERO;
    private int starts;

    public RelayNode(
            String name,
            Timeline time,
            Network network,
            Chance chance,
            Witness witness,
            RelayLimits limits,
            boolean hostile) {
        this.name = name;
        this.endpoint = name + ".example:4711";
        this.time = time;
        this.network = network;
        this.chance = chance;
        this.witness = witness;
        this.limits = limits;
        this.secrets = RelaySecrets.generate(chance);
        this.pin = Bytes.wrap(chance.bytes(Limits.TLS_PIN_BYTES));
        this.clock = new SkewedClock(time);
        this.mischief = hostile ? Optional.of(new Mischief(chance.fork("mischief"))) : Optional.empty();
        renewCard();
    }

    private void renewCard() {
        Instant now = clock.instant();
        routingKeys = routingKeys.renewed(now, chance);
        SignedCard renewed = new OwnCard(secrets, List.of(pin), name + ".example", List.of(endpoint))
                .renewed(Optional.ofNullable(card), routingKeys.published(), now);
        boolean isNew = !renewed.equals(card);
        card = renewed;
        if (isNew) {
            witness.onNewCard(this);
        }
    }

    /** The process starts, as the server does: keys and card first. */
    public void start() {
        renewCard();
        if (!openStore()) {
            startAgainIn(LONGEST_RESTART);
            return;
        }
        witness.onStarted(this);
        process = new RelayProcess(this, time, network, chance.fork("start " + starts++), witness);
        network.listen(endpoint, process);
        wellSince = time.elapsed();
    }

    /** Whether the disk let the store be fenced off from what a copy may have brought back. */
    private boolean openStore() {
        try {
            RestoreFence.raise(disk, Bytes.wrap(Keys.number(epoch)));
            setBack = false;
            return true;
        } catch (StoreFailure | Death unusable) {
            return false;
        }
    }

    private void end() {
        if (process != null) {
            process.life().end();
            process = null;
        }
    }

    /** The process has died of itself. */
    void onDeath() {
        process = null;
        network.onCrash(name);
        startAgainIn(chance.spread(Duration.ofMillis(200), LONGEST_RESTART));
    }

    private void startAgainIn(Duration down) {
        witness.onDied(this, down);
        time.in(down, () -> {
            if (process == null && !retired) {
                start();
            }
        });
    }

    // What can be done to it. Each says whether it could be done now.

    public boolean crash(Duration down) {
        if (process == null) {
            return false;
        }
        end();
        network.onCrash(name);
        startAgainIn(down);
        return true;
    }

    public boolean cutPower(Duration down) {
        if (process == null) {
            return false;
        }
        end();
        network.onPowerCut(name, down);
        startAgainIn(down);
        return true;
    }

    public boolean retire() {
        retired = true;
        end();
        network.onCrash(name);
        return true;
    }

    /** Its disk fails at the next opportunity, unless another failure waits for that. */
    public void armDisk(FaultKind fault, Runnable onStruck) {
        disk.arm(fault, onStruck);
    }

    public void setDiskFull(boolean full) {
        wellSince = time.elapsed();
        disk.setFull(full);
    }

    public void setDiskSlow(boolean slow) {
        wellSince = time.elapsed();
        diskSlow = slow;
    }

    public void setSkew(Duration skew) {
        wellSince = time.elapsed();
        clock.setSkew(skew);
    }

    public void takeBackup() {
        backups.take();
    }

    /**
     * The machine is set up anew from a backup. If it is down already, it comes up again when it would have.
     *
     * @param age of the backup: 0 for the newest
     * @param said whether the operator gives the command that goes with it
     */
    public boolean restore(int age, Duration down, boolean said) {
        if (retired || backups.isEmpty()) {
            return false;
        }
        crash(down);
        backups.putBack(age);
        setBack = true;
        epoch += said ? 1 : 0;
        troubled = true;
        return true;
    }

    /** The operator has the routing keys renewed, which takes a restart. */
    public boolean rotateKeys(Duration down) {
        if (process == null) {
            return false;
        }
        routingKeys = routingKeys.rotated(clock.instant(), chance);
        return crash(down);
    }

    /** The operator adds a partner, or its newer card. An older one is refused, and that is that. */
    public void take(SignedCard partner) {
        try {
            roster = roster.with(
                    partner, new Roster.Owner(secrets.relay(), Optional.empty(), List.of(pin)), clock.instant());
        } catch (CardRefused older) {
            // Cards may be handed over in another order than they were made.
        }
    }

    /** A partner's newer card comes over a link. */
    @Override
    public void learn(SignedCard shown) {
        if (roster.contains(shown.card().relay())) {
            take(shown);
        }
    }

    /** The operator takes a partner off the roster. */
    public void suspend(RelayId partner) {
        troubled = true;
        roster = roster.without(partner);
    }

    /** Commits a misdeed at once or at the next opportunity, if it is one that does such things. */
    public void misbehave(FaultKind misdeed, Runnable onDone) {
        mischief.ifPresent(each -> each.commit(misdeed, onDone));
    }

    /** Nothing fails any more. */
    public void calm() {
        disk.calm();
        mischief.ifPresent(Mischief::calm);
        diskSlow = false;
        clock.setSkew(Duration.ZERO);
        wellSince = time.elapsed();
        if (process == null && !retired) {
            start();
        }
    }

    // What others see of it.

    /** Whether it has been up for so long, with a disk that works. */
    public boolean hasBeenWellFor(Duration span) {
        return process != null
                && !disk.isFull()
                && !diskSlow
                && wellSince.plus(span).compareTo(time.elapsed()) < 0;
    }

    public boolean isUp() {
        return process != null;
    }

    /** Whether the rows on its disk are an old copy that it has not started from yet. */
    public boolean isSetBack() {
        return setBack;
    }

    public String name() {
        return name;
    }

    public String endpoint() {
        return endpoint;
    }

    public boolean isRetired() {
        return retired;
    }

    /** Whether its operator has ever taken a partner off, restored it from a backup, or switched it off. */
    public boolean hasSeenBetterDays() {
        return troubled || retired;
    }

    /** What a mailbox is kept under on this relay's disk. */
    public Bytes rowOf(MailboxId mailbox) {
        return Bytes.wrap(Kdf.mac(Label.MAILBOX_ROW_KEY, secrets.rowSecret(), mailbox.toByteArray()));
    }

    public boolean isHostile() {
        return mischief.isPresent();
    }

    public RelayId id() {
        return secrets.relay();
    }

    @Override
    public SignedCard card() {
        if (card == null) {
            throw new IllegalStateException("a relay has a card from its making");
        }
        return card;
    }

    public Voucher newVoucher() {
        Bytes secret = new Vouchers(secrets.voucherKey()).issue(clock.instant().plus(VOUCHER_VALIDITY), chance);
        return new Voucher(name + ".example", id(), endpoint, secret);
    }

    public FragileDisk disk() {
        return disk;
    }

    public RelayLimits limits() {
        return limits;
    }

    public Clock clock() {
        return clock;
    }

    /** Tasks that wait for the store's thread; none while the relay is down. */
    public int storeTasksWaiting() {
        return process == null ? 0 : process.storeTasksWaiting();
    }

    RelaySecrets secrets() {
        return secrets;
    }

    Bytes pin() {
        return pin;
    }

    /** What its operator opens sealed requests with. */
    public RoutingKeys routingKeys() {
        return routingKeys;
    }

    Roster roster() {
        return roster;
    }

    boolean isDiskSlow() {
        return diskSlow;
    }

    Optional<Mischief> mischief() {
        return mischief;
    }
}
