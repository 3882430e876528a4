package org.waystation.ops.simulation.curious;

import java.util.Map;
import java.util.Optional;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Notice;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.SkewedClock;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.people.Device;
import org.waystation.ops.simulation.people.FragileVault;
import org.waystation.ops.simulation.people.VaultRows;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;

/** A person whose device does exactly what the test says: the real client below it. */
final class Correspondent implements Device.Events {
    private static final int READ_AT_ONCE = 50;

    private final String name;
    private final RelayNode relay;
    private final FragileVault vault = new FragileVault();
    private final VaultRows rows = new VaultRows(vault);
    private final Device device;
    private final Map<Bytes, Letter> truth;

    /** What really was in a sealed request: a text, and from whom to whom. */
    record Letter(String writer, long contact) {}

    /** @param truth gets every request with a text in it */
    Correspondent(
            String name, RelayNode relay, Timeline time, Network network, Chance chance, Map<Bytes, Letter> truth) {
        this.name = name;
        this.relay = relay;
        this.truth = truth;
        this.device = new Device(name, time, network, chance, vault, new SkewedClock(time), this);
    }

    String name() {
        return name;
    }

    void join() {
        device.ask(messenger -> messenger.join(relay.newVoucher()));
        device.connect();
    }

    void connect() {
        device.connect();
    }

    void disconnect() {
        device.disconnect();
    }

    ContactLink link() {
        ContactLink[] link = new ContactLink[1];
        device.ask(messenger -> link[0] = messenger.account().orElseThrow().link());
        return link[0];
    }

    void add(Correspondent other) {
        ContactLink theirs = other.link();
        device.ask(messenger -> expect(
                ContactResult.Done.class,
                messenger.add(theirs, Optional.of(other.name), Optional.of(name), Optional.of(text("good day")))));
    }

    void acceptEverybody() {
        device.ask(messenger -> messenger.contacts().stream()
                .filter(each -> each.state() == Contact.State.REQUESTED)
                .forEach(each -> messenger.accept(each.name(), Optional.empty())));
    }

    /** Writes to a contact by its number here, which counts from 1. */
    void write(long contact, String words) {
        device.ask(messenger -> expect(ContactResult.Written.class, messenger.send(contact, text(words))));
    }

    void read() {
        device.ask(this::read);
    }

    private void read(Messenger messenger) {
        for (ReceivedText each : messenger.unread(Optional.empty(), READ_AT_ONCE)) {
            messenger.shown(each.contact(), each.number());
        }
    }

    private static MessageText text(String words) {
        return new MessageText(words);
    }

    private static void expect(Class<? extends ContactResult> wanted, ContactResult result) {
        if (!wanted.isInstance(result)) {
            throw new AssertionError("the client says " + result.getClass().getSimpleName());
        }
    }

    @Override
    public void onSent(ToRelay message) {
        if (message instanceof ToRelay.Submit submit) {
            rows.submission(submit.submission())
                    .filter(row -> row.getNumber() > 0)
                    .map(SubmissionRow::getContact)
                    .ifPresent(contact -> truth.put(submit.request(), new Letter(name, contact)));
        }
    }

    @Override
    public void onNotice(Notice notice) {
        if (notice instanceof Notice.OwnMistake own) {
            throw own.mistake();
        }
    }

    @Override
    public void onReceived(FromRelay message) {}

    @Override
    public void onDeath() {
        throw new AssertionError("nobody dies in this town");
    }
}
