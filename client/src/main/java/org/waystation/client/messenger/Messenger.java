package org.waystation.client.messenger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waystation.client.person.Account;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Ending;
import org.waystation.client.person.JoinResult;
import org.waystation.client.person.MessageText;
import org.waystation.client.person.Notice;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.link.Voucher;
import org.waystation.protocol.rekey.RekeySchedule;

/**
 * The client without a thread, a socket or a clock of its own: takes events, changes the vault, and hands out actions once
 * the change is on disk. See the package for how the work is divided.
 *
 * <p>Confined to one thread. A {@link VaultFailure} comes out of any method; nothing has happened then, and the connection,
 * if there was one, has been given up.
 */
public final class Messenger {
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);
    private static final Duration IDLE_BEFORE_PING = Duration.ofSeconds(45);

    private final Vault vault;
    private final Clock clock;
    private final Entropy entropy;
    private final Consumer<Action> outlet;

    private final RelayChannel channel = new RelayChannel();
    private final TicketStock tickets = new TicketStock();
    private final Greeting greeting;
    private final Mailboxes mailboxes;
    private final Courier courier;
    private final People people;
    private final KeyTrust keyTrust;
    private final OwnSuccession ownSuccession;
    private final Progress progress;
    private final LetterReader reader = new LetterReader();
    private final FrontDoor frontDoor;

    /** {@code outlet} gets the actions, on the calling thread, in order, after each event. */
    public Messenger(Vault vault, Clock clock, Entropy entropy, Consumer<Action> outlet) {
        this(vault, clock, entropy, RekeySchedule.STANDARD, outlet);
    }

    /** The same with a rekey at other times than usual. */
    public Messenger(Vault vault, Clock clock, Entropy entropy, RekeySchedule schedule, Consumer<Action> outlet) {
        this.vault = vault;
        this.clock = clock;
        this.entropy = entropy;
        this.outlet = outlet;

        Cards cards = new Cards(Adding::onNoCard);
        Adding adding = new Adding(cards, this::carry);
        courier = new Courier(new Outcomes(cards, adding));
        LetterWriter writer = new LetterWriter(cards, this::carry, schedule, adding::introduceAnew);
        mailboxes = new Mailboxes(this::read, Restocking::begin);
        KeyClaims claims = new KeyClaims(courier);
        Takeover takeover = new Takeover(courier);
        people = new People(mailboxes, claims);
        keyTrust = new KeyTrust(this::turn, new Decisions(people, claims, takeover));
        frontDoor = new FrontDoor(reader, new Successors(people, claims, takeover));
        ownSuccession = new OwnSuccession(this::turn);
        progress = new Progress(adding, writer, takeover, courier);
        greeting = new Greeting(this::onLoggedIn);
    }

    private boolean read(Turn turn, MailboxRow mailbox, byte[] envelope) {
        return mailbox.getContact() == 0
                ? frontDoor.read(turn, envelope)
                : reader.readAny(turn, mailbox.getContact(), envelope);
    }

    private void carry(Turn turn, org.waystation.client.rows.SubmissionRow row) {
        courier.add(turn, row);
    }

    // Events of the connection.

    /** TLS is up; {@code pin}: of the key that the other end holds; {@code endpoint}: where it was found. */
    public void onConnected(String endpoint, Bytes pin) {
        channel.open(pin);
        courier.forget();
        turn(turn -> {
            Membership.noteEndpoint(turn, endpoint);
            greeting.start(turn);
            return null;
        });
    }

    public void onDisconnected() {
        giveUpConnection();
    }

    /** A frame has come. What the relay does wrong ends the connection and nothing else. */
    public void onFrame(Frame<FromRelay> frame) {
        if (channel.phase() == RelayChannel.Phase.CLOSED) {
            return; // It was under way when the connection was given up.
        }
        try {
            turn(turn -> {
                dispatch(turn, frame);
                return null;
            });
        } catch (VaultFailure e) {
            throw e;
        } catch (RuntimeException e) {
            onOwnMistake(frame, e);
        }
    }

    /** Our mistake over an envelope must not make its mailbox unusable: it is dropped like an unreadable one. */
    private void onOwnMistake(Frame<FromRelay> frame, RuntimeException mistake) {
        if (!(frame.message() instanceof FromRelay.Deliver delivered)) {
            throw mistake;
        }
        turn(turn -> {
            mailboxes.drop(turn, delivered);
            turn.tell(new Notice.OwnMistake(mistake));
            return null;
        });
    }

    private void dispatch(Turn turn, Frame<FromRelay> frame) {
        try {
            new Dispatch(turn, mailboxes, courier, greeting).handle(frame);
        } catch (ProtocolViolation e) {
            turn.close(new Ending.Nonsense(
                    "The relay broke the protocol: " + e.code().words() + "."));
        }
    }

    /** To be called about once a second while connected. */
    public void onTick() {
        turn(turn -> {
            if (channel.isSilentFor(ANSWER_PATIENCE, turn.now())) {
                turn.close(new Ending.Lost("The relay does not answer any more."));
            } else if (channel.isIdleFor(IDLE_BEFORE_PING, turn.now())) {
                turn.ask(new ToRelay.Ping(), Answer.ignored());
            }
            channel.takeDue(turn.now()).forEach(step -> step.accept(turn));
            return null;
        });
    }

    private void onLoggedIn(Turn turn) {
        Sessions.age(turn);
        courier.takeUp(turn);
        mailboxes.attachAll(turn);
        turn.rows().contacts().forEach(each -> turn.touch(each.getId()));
    }

    // What the person wants.

    public JoinResult join(Voucher voucher) {
        return turn(turn -> Membership.join(turn, voucher));
    }

    /** Empty before {@link #join}; everything below needs it. */
    public Optional<Account> account() {
        return turn(Membership::view);
    }

    /**
     * @param name what to call them here
     * @param as how to be introduced to them
     * @param text goes with the introduction
     */
    public ContactResult add(ContactLink link, Optional<String> name, Optional<String> as, Optional<MessageText> text) {
        return turn(turn -> people.add(turn, link, name, as, text));
    }

    public ContactResult accept(String contact, Optional<String> name) {
        return turn(turn -> people.accept(turn, contact, name));
    }

    public ContactResult send(String contact, MessageText text) {
        return turn(turn -> people.send(turn, contact, text));
    }

    /** The same, to a contact by its number, whatever it is called meanwhile. */
    public ContactResult send(long contact, MessageText text) {
        return turn(turn -> people.send(turn, turn.contact(contact), text));
    }

    /** What the person says about contacts' keys. */
    public KeyTrust keyTrust() {
        return keyTrust;
    }

    public OwnSuccession ownSuccession() {
        return ownSuccession;
    }

    public List<Contact> contacts() {
        return turn(People::list);
    }

    public Optional<Contact> contact(String name) {
        return turn(turn -> People.find(turn, name).map(row -> People.view(turn, row)));
    }

    public Optional<Contact> contact(long id) {
        return turn(turn -> turn.rows().contact(id).map(row -> People.view(turn, row)));
    }

    /** Texts that can be shown and have not been; of one contact, or of all. */
    public List<ReceivedText> unread(Optional<Long> contact, int limit) {
        return turn(turn -> Texts.unread(turn, contact, limit));
    }

    /** To be called after a text has been shown. */
    public void shown(long contact, long number) {
        turn(turn -> {
            Texts.shown(turn, contact, number);
            return null;
        });
    }

    public List<SentText> sent(int limitPerContact) {
        return turn(turn -> Texts.sent(turn, limitPerContact));
    }

    public Optional<SentText> sent(long contact, long number) {
        return turn(turn -> turn.rows().contact(contact).flatMap(row -> Texts.sent(turn, row, number)));
    }

    // Where the connection stands.

    public boolean isConnected() {
        return channel.phase() != RelayChannel.Phase.CLOSED;
    }

    public boolean isLoggedIn() {
        return channel.isReady();
    }

    /** Whether everything that waited at the relay has come. */
    public boolean hasCaughtUp() {
        return channel.hasCaughtUp();
    }

    /** Whether nothing is under way: every question answered, everything submitted that can be. */
    public boolean isSettled() {
        return channel.hasCaughtUp() && !channel.hasUnanswered() && courier.isIdle(clock.instant());
    }

    private <T extends @Nullable Object> T turn(Function<Turn, T> event) {
        try {
            Outcome<T> outcome = vault.transact(rows -> {
                Turn turn = new Turn(new Rows(rows), channel, clock.instant(), entropy, tickets);
                T result = event.apply(turn);
                progress.make(turn);
                return new Outcome<>(result, turn.actions());
            });
            outcome.actions().forEach(outlet);
            return outcome.result();
        } catch (RuntimeException e) {
            // What is in memory about the connection may be ahead of the disk now.
            giveUpConnection();
            throw e;
        }
    }

    private record Outcome<T extends @Nullable Object>(T result, List<Action> actions) {}

    private void giveUpConnection() {
        channel.close();
        courier.forget();
    }
}
