package org.waystation.ops.simulation.people;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Notice;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.SkewedClock;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.trial.FaultKind;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.prekey.PublicIdentity;

/** A person with a device: joins a relay, gets to know others, writes, reads, goes away and comes back. */
public final class PersonNode {
    private static final Duration LONGEST_RESTART = Duration.ofMinutes(20);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(45);
    private static final int MOST_IN_A_ROW = 5;
    private static final int SHOWN_AT_ONCE = 50;
    private static final int SENT_KEPT_IN_VIEW = 8;

    private final String name;
    private final RelayNode relay;
    private final Timeline time;
    private final Network network;
    private final Chance chance;
    private final Chronicle chronicle;
    private final Letters letters;
    private final SkewedClock clock;
    private final FragileVault vault = new FragileVault();
    private final VaultRows rows = new VaultRows(vault);
    private final Habits habits;
    private final Set<PersonNode> friends = new LinkedHashSet<>();
    private @Nullable Device device;
    private @Nullable ContactLink link;
    private Duration clockSetAt = Duration.ZERO;
    /** Before its relay has served it for the first time nobody can find a front door. */
    private boolean servedOnce;

    private boolean away;
    private boolean patient;
    private boolean inUse;
    private int starts;

    public PersonNode(
            String name,
            RelayNode relay,
            Timeline time,
            Network network,
            Chance chance,
            Chronicle chronicle,
            Letters letters,
            int people) {
        this.name = name;
        this.relay = relay;
        this.time = time;
        this.network = network;
        this.chance = chance;
        this.chronicle = chronicle;
        this.letters = letters;
        this.clock = new SkewedClock(time);
        this.habits = Habits.draw(chance, people);
    }

    /** Takes a voucher, and from now on looks at the device now and then. */
    public void join() {
        open().ask(messenger -> {
            messenger.join(relay.newVoucher());
            link = messenger.account().orElseThrow().link();
        });
        lookIn(Duration.ofSeconds(chance.between(1, 61)));
    }

    /** Wants to write with somebody, as soon as they can be found. */
    public void befriend(PersonNode friend) {
        friends.add(friend);
    }

    private Device open() {
        if (device == null) {
            device = new Device(name, time, network, chance.fork("start " + starts++), vault, clock, new Hearing());
            device.ask(messenger -> compareNotes(messenger, SENT_KEPT_IN_VIEW));
        }
        return device;
    }

    private void close() {
        if (device != null) {
            device.life().end();
            device.disconnect();
            device = null;
        }
    }

    private void onDeath() {
        Device dead = device;
        if (dead != null) {
            dead.disconnect();
        }
        device = null;
        inUse = false;
        lookIn(chance.spread(Duration.ofSeconds(1), LONGEST_RESTART));
    }

    private void lookIn(Duration pause) {
        time.in(pause, this::look);
    }

    /** One use of the device: from taking it up to putting it down. */
    private void look() {
        if (away || inUse || relay.isRetired()) {
            return;
        }
        inUse = true;
        Device taken = open();
        time.in(Duration.ZERO, taken.life(), () -> {
            taken.ask(this::acceptRequests);
            taken.ask(this::meetFriends);
        });
        stay(taken, time.elapsed().plus(chance.waiting(habits.session())));
    }

    /** Reads, writes, and looks again until the time is over. */
    private void stay(Device taken, Duration until) {
        if (device != taken) {
            return;
        }
        time.in(Duration.ofMillis(1), taken.life(), () -> {
            servedOnce |= taken.isLoggedIn();
            taken.connect();
            taken.ask(this::read);
            if (patient) {
                taken.ask(this::acceptRequests);
            } else {
                taken.ask(this::maybeWrite);
            }
            if (patient || time.elapsed().compareTo(until) < 0) {
                time.in(LOOK_AGAIN.plusMillis(chance.below(9_000)), taken.life(), () -> stay(taken, until));
            } else {
                putDown(taken);
            }
        });
    }

    private void putDown(Device taken) {
        inUse = false;
        taken.disconnect();
        if (chance.happens(habits.closesProgram())) {
            close();
        }
        lookIn(chance.waiting(habits.pause()));
    }

    /** What the person, and whoever watches, gets from the device. */
    private final class Hearing implements Device.Events {
        @Override
        public void onNotice(Notice notice) {
            if (notice instanceof Notice.DeliveryChanged changed) {
                tellDelivery(changed.contact(), changed.number(), changed.delivery());
            } else if (notice instanceof Notice.OwnMistake own) {
                chronicle.onMistake(PersonNode.this, own.mistake());
            }
        }

        @Override
        public void onSent(ToRelay message) {
            if (message instanceof ToRelay.Submit submit) {
                tellSubmission(submit);
            }
        }

        @Override
        public void onReceived(FromRelay message) {
            chronicle.onReceived(PersonNode.this, message);
        }

        @Override
        public void onDeath() {
            PersonNode.this.onDeath();
        }
    }

    private void tellSubmission(ToRelay.Submit submit) {
        rows.submission(submit.submission())
                .ifPresent(row -> rows.fingerprintOf(row.getContact())
                        .map(chronicle::whoIs)
                        .ifPresent(to -> chronicle.onSubmitting(
                                this,
                                to,
                                row.getNumber(),
                                Bytes.wrap(row.getEnvelope().toByteArray()),
                                submit)));
    }

    private void tellDelivery(long contact, long number, Delivery delivery) {
        // Asked for after the event: a question inside of it would be a transaction inside of its transaction's end.
        Device current = device;
        if (current != null) {
            time.in(
                    Duration.ofMillis(1),
                    current.life(),
                    () -> current.ask(messenger -> messenger
                            .contact(contact)
                            .ifPresent(view -> chronicle.onDelivery(
                                    this, chronicle.whoIs(view.fingerprint()), number, delivery))));
        }
    }

    /** After a start: what was written and not confirmed may be in the vault all the same, and what it says counts. */
    private void compareNotes(Messenger messenger, int newest) {
        if (messenger.account().isEmpty()) {
            return;
        }
        for (SentText each : messenger.sent(newest)) {
            Contact contact = messenger.contact(each.contact()).orElseThrow();
            PersonNode reader = chronicle.whoIs(contact.fingerprint());
            chronicle.onWritten(this, reader, each.number(), each.text());
            chronicle.onDelivery(this, reader, each.number(), each.delivery());
        }
    }

    private void acceptRequests(Messenger messenger) {
        for (Contact each : messenger.contacts()) {
            if (each.state() == Contact.State.REQUESTED) {
                messenger.accept(each.name(), Optional.of(chronicle.whoIs(each.fingerprint()).name));
            }
        }
    }

    private void meetFriends(Messenger messenger) {
        List<Contact> known = messenger.contacts();
        for (PersonNode friend : friends) {
            ContactLink theirs = friend.link;
            if (theirs != null && friend.servedOnce && isStranger(known, theirs)) {
                add(messenger, friend, theirs);
            }
        }
    }

    private static boolean isStranger(List<Contact> known, ContactLink link) {
        return known.stream()
                .filter(each -> each.fingerprint().equals(link.fingerprint()))
                .allMatch(each -> each.state() == Contact.State.UNREACHABLE);
    }

    private void add(Messenger messenger, PersonNode friend, ContactLink theirs) {
        String text = letters.write(name, friend.name);
        chronicle.onWriting(this, friend, text);
        ContactResult result =
                messenger.add(theirs, Optional.of(friend.name), Optional.of(name), Optional.of(new MessageText(text)));
        if (result instanceof ContactResult.Done) {
            compareNotes(messenger, SENT_KEPT_IN_VIEW);
        }
    }

    private void maybeWrite(Messenger messenger) {
        if (!chance.happens(habits.writes())) {
            return;
        }
        List<Contact> reachable = messenger.contacts().stream()
                .filter(each -> each.state() != Contact.State.REQUESTED)
                .filter(each -> each.state() != Contact.State.UNREACHABLE)
                .toList();
        if (!reachable.isEmpty()) {
            Contact to = chance.pick(reachable);
            for (int left = 1 + chance.below(MOST_IN_A_ROW); left > 0; left--) {
                write(messenger, to);
            }
        }
    }

    private void write(Messenger messenger, Contact to) {
        PersonNode reader = chronicle.whoIs(to.fingerprint());
        String text = letters.write(name, reader.name);
        chronicle.onWriting(this, reader, text);
        if (messenger.send(to.name(), new MessageText(text)) instanceof ContactResult.Written written) {
            chronicle.onWritten(this, reader, written.number(), text);
        }
    }

    private void read(Messenger messenger) {
        for (ReceivedText each : messenger.unread(Optional.empty(), SHOWN_AT_ONCE)) {
            Contact writer = messenger.contact(each.contact()).orElseThrow();
            chronicle.onSeen(this, writer.fingerprint(), each);
            messenger.shown(each.contact(), each.number());
            chronicle.onSeenForGood(each);
        }
    }

    // What can happen to them. Each says whether it could happen now.

    public boolean crash() {
        if (device == null) {
            return false;
        }
        device.life().end();
        device.disconnect();
        onDeath();
        return true;
    }

    /** Their vault fails at its next write, unless another failure waits for that. */
    public void armVault(FaultKind fault, Runnable onStruck) {
        vault.arm(fault, onStruck);
    }

    /** Whether nobody has set the device's clock since then. */
    public boolean hadSteadyClockSince(Duration elapsed) {
        return clockSetAt.compareTo(elapsed) < 0;
    }

    public void setSkew(Duration skew) {
        clockSetAt = time.elapsed();
        clock.setSkew(skew);
    }

    /** Is gone, and nobody can say for how long. */
    public boolean goAway() {
        boolean left = !away;
        away = true;
        inUse = false;
        close();
        return left;
    }

    public void comeBack() {
        away = false;
        lookIn(Duration.ofSeconds(chance.between(1, 61)));
    }

    /** Nothing fails any more. */
    public void calm() {
        vault.calm();
        setSkew(Duration.ZERO);
    }

    /** From now on stays connected, reads, and writes nothing new. */
    public void bePatient() {
        patient = true;
        away = false;
        if (!inUse) {
            lookIn(Duration.ofSeconds(1));
        }
    }

    /** Has the device say once more how far everything has come. */
    public void takeStock() {
        open().ask(messenger -> compareNotes(messenger, Integer.MAX_VALUE));
    }

    /** How the two stand, as this person's program says it. */
    public String standingWith(PersonNode other) {
        StringBuilder words = new StringBuilder(name + "'s client says of " + other.name + ": ");
        open().ask(messenger -> messenger.contacts().stream()
                .filter(each -> chronicle.whoIs(each.fingerprint()) == other)
                .forEach(each -> words.append(each.state().words())));
        long waiting = rows.submissions().stream()
                .flatMap(row -> rows.fingerprintOf(row.getContact()).stream())
                .filter(each -> chronicle.whoIs(each) == other)
                .count();
        return words + "; " + waiting + " requests are under way" + (open().isLoggedIn() ? "" : "; not logged in");
    }

    /** Whether the device is connected and the relay serves it. */
    public boolean isConnected() {
        return device != null && device.isLoggedIn();
    }

    public String name() {
        return name;
    }

    public RelayNode relay() {
        return relay;
    }

    /** Empty before they have joined. */
    public Optional<ContactLink> link() {
        return Optional.ofNullable(link);
    }

    /** Their public keys; once they have joined. */
    public PublicIdentity identity() {
        return rows.identity();
    }

    @Override
    public String toString() {
        return name;
    }
}
