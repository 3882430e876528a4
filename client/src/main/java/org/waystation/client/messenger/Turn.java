package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.waystation.client.person.Ending;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.ContactRow;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.prekey.Identity;

/** One event being worked on: its transaction, its time, and the actions that will follow from it. */
final class Turn {
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(20);

    private final Rows rows;
    private final RelayChannel channel;
    private final Instant now;
    private final Entropy entropy;
    private final TicketStock tickets;
    private final List<Action> actions = new ArrayList<>();

    Turn(Rows rows, RelayChannel channel, Instant now, Entropy entropy, TicketStock tickets) {
        this.rows = rows;
        this.channel = channel;
        this.now = now;
        this.entropy = entropy;
        this.tickets = tickets;
    }

    Rows rows() {
        return rows;
    }

    RelayChannel channel() {
        return channel;
    }

    Instant now() {
        return now;
    }

    long nowSeconds() {
        return now.getEpochSecond();
    }

    Entropy entropy() {
        return entropy;
    }

    TicketStock tickets() {
        return tickets;
    }

    List<Action> actions() {
        return actions;
    }

    /** Nothing is sent on a connection that has just been given up. */
    void ask(ToRelay question, Answer answer) {
        if (channel.phase() == RelayChannel.Phase.CLOSED) {
            return;
        }
        if (!channel.hasRoom()) {
            close(new Ending.Nonsense("The relay leaves too many requests unanswered."));
            return;
        }
        actions.add(new Action.Send(new Frame<>(channel.ask(answer, now), question)));
    }

    void tell(Notice notice) {
        actions.add(new Action.Tell(notice));
    }

    /** Ends the connection; nothing more is sent on it. */
    void close(Ending ending) {
        channel.close();
        actions.add(new Action.Close(ending));
    }

    /** Has something that the relay refused done again in a while, if the fault may pass and the connection lasts. */
    void tryAgain(FaultNumber fault, Duration retryAfter, Consumer<Turn> step) {
        if (fault.mayPass()) {
            Duration pause = retryAfter.compareTo(REFUSED_PAUSE) > 0 ? retryAfter : REFUSED_PAUSE;
            channel.tryAgain(now, pause, step);
        }
    }

    /** Has what is possible for this contact done at the end of the turn. */
    void touch(long contact) {
        if (!channel.touchedContacts().contains(contact)) {
            channel.touchedContacts().add(contact);
        }
    }

    AccountRow account() {
        return rows.account().orElseThrow(() -> new IllegalStateException("no account in this vault"));
    }

    ContactRow contact(long id) {
        return rows.contact(id).orElseThrow(() -> new IllegalStateException("no such contact"));
    }

    Identity identity() {
        try {
            return Identity.decode(SecretBytes.copyOf(account().getIdentity().toByteArray()));
        } catch (CryptoRefused e) {
            throw new IllegalStateException("the vault holds an identity that is none", e);
        }
    }

    /** The signing half of the identity. */
    SigningKey signingKey() {
        byte[] halves = account().getIdentity().toByteArray();
        return SigningKey.fromSeed(SecretKey32.copyOf(Arrays.copyOf(halves, SigningKey.SEED_BYTES)));
    }

    /** So much later, rounded up to a coarse time: no exact moment leaves this device. Unix seconds. */
    long coarselyAfter(Duration lifetime) {
        return Limits.coarselyAfter(now.plus(lifetime)).getEpochSecond();
    }
}
