package org.waystation.client.cli.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.waystation.client.ClientOpening;
import org.waystation.client.WaystationClient;
import org.waystation.client.messenger.Messenger;
import org.waystation.client.person.Account;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.Ending;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.vault.directory.Passphrase;
import org.waystation.client.vault.directory.VaultDirectory;
import org.waystation.client.vault.directory.VaultOpening;
import org.waystation.protocol.crypto.Entropy;

/** What commands have in common: opening the vault, connecting, and telling the person. Used by one command, on one thread. */
public final class Desk {
    /** Logging in may take a slow network some round trips. */
    public static final Duration CONNECT_PATIENCE = Duration.ofSeconds(25);

    /** Whatever waits at the relay has to come first. */
    static final Duration CATCH_UP_PATIENCE = Duration.ofMinutes(2);

    private final GlobalOptions options;
    private final Surroundings around;

    public Desk(GlobalOptions options, Surroundings around) {
        this.options = options;
        this.around = around;
    }

    /** Makes the vault if there is none. */
    public WaystationClient openOrCreate() {
        VaultDirectory directory = directory();
        Passphrases passphrases = new Passphrases(options, around);
        Passphrase passphrase = directory.exists() ? passphrases.existing() : passphrases.fresh();
        return opened(directory::openOrCreate, passphrase);
    }

    /** The vault of somebody who has joined. */
    public WaystationClient openMember() {
        VaultDirectory directory = directory();
        if (!directory.exists()) {
            throw closed(directory.open(Passphrase.of("")));
        }
        WaystationClient client = opened(directory::open, passphrase());
        Optional<Account> account = client.ask(Messenger::account);
        if (account.filter(Account::redeemed).isEmpty()) {
            client.close();
            throw new CommandFailure(
                    ExitCode.USER,
                    "not_joined",
                    "You have not joined a relay yet. Ask its operator for a voucher, then: waystation join <voucher>");
        }
        return client;
    }

    /**
     * The contact of this name.
     *
     * @throws CommandFailure if there is none
     */
    public Contact contact(WaystationClient client, String who) {
        return client.ask(messenger -> messenger.contact(who))
                .orElseThrow(() -> ContactFailures.of(new ContactResult.NoSuchContact(who)));
    }

    /** Whether a passphrase came with the command. */
    public boolean passphraseGiven() {
        return new Passphrases(options, around).given();
    }

    /** The passphrase of a vault that is there, given or asked for. */
    public Passphrase passphrase() {
        return new Passphrases(options, around).existing();
    }

    /** Where the vault is, opened or not. */
    public VaultDirectory directory() {
        return new VaultDirectory(
                options.vault(around.environment()), around.passphraseCost(), around.clock(), Entropy.system());
    }

    /** The vault of somebody who has joined, with a passphrase that was asked for; {@code passphrase} is wiped. */
    public ClientOpening openBy(Passphrase passphrase) {
        return opening(directory()::open, passphrase);
    }

    private WaystationClient opened(Function<Passphrase, VaultOpening> opener, Passphrase passphrase) {
        ClientOpening opening = opening(opener, passphrase);
        if (opening instanceof ClientOpening.Opened it) {
            return it.client();
        }
        throw closed(((ClientOpening.Closed) opening).why());
    }

    private ClientOpening opening(Function<Passphrase, VaultOpening> opener, Passphrase passphrase) {
        try {
            return WaystationClient.open(() -> opener.apply(passphrase), around.clock(), Entropy.system());
        } finally {
            passphrase.wipe();
        }
    }

    public CommandFailure closed(VaultOpening why) {
        return ClosedVault.failure(why, options.vault(around.environment()));
    }

    /** Connects; what is not there in time is no failure yet. */
    public Optional<Ending> connect(WaystationClient client) {
        return client.connect(CONNECT_PATIENCE);
    }

    /** Connects and takes whatever waits at the relay. */
    public Optional<Ending> catchUp(WaystationClient client) {
        Optional<Ending> failed = connect(client);
        if (failed.isPresent()) {
            return failed;
        }
        boolean caughtUp = client.await(Messenger::hasCaughtUp, CATCH_UP_PATIENCE);
        return caughtUp
                ? Optional.empty()
                : Optional.of(
                        client.ending().orElse(new Ending.Lost("The relay did not hand over everything in time.")));
    }

    /** A failure of the connection as a failure of the command; {@code next}: what to do, or what is kept. */
    public CommandFailure failed(Ending ending, String next, ObjectNode known) {
        String line = ending.words() + " " + next;
        if (ending instanceof Ending.Distrusted) {
            return new CommandFailure(ExitCode.TRUST, "relay_distrusted", ending.words(), known);
        }
        if (ending instanceof Ending.Refused) {
            return new CommandFailure(ExitCode.NETWORK, "relay_refused", line, known);
        }
        if (ending instanceof Ending.Unreachable) {
            return new CommandFailure(ExitCode.NETWORK, "relay_unreachable", line, known);
        }
        return new CommandFailure(ExitCode.NETWORK, "relay_lost", line, known);
    }

    public CommandFailure failed(Ending ending, String next) {
        return failed(ending, next, JsonNodeFactory.instance.objectNode());
    }

    /** For commands that are of use without a connection: to a relay that is not ours there must not be silence. */
    public void refuseDistrusted(Ending ending) {
        if (ending instanceof Ending.Distrusted) {
            throw failed(ending, "");
        }
    }

    /** Once for each contact whose codes were never compared. */
    public void tellRisk(WaystationClient client, Contact contact) {
        if (client.ask(messenger -> messenger.keyTrust().takeRisk(contact.id()))) {
            String name = Shown.name(contact.name());
            say(name + " is not verified: whoever passed the link on could read along. When you can: waystation verify "
                    + name);
        }
    }

    /** The person has seen it; the other one will be told. */
    public void markShown(WaystationClient client, ReceivedText text) {
        client.ask(messenger -> {
            messenger.shown(text.contact(), text.number());
            return true;
        });
    }

    public boolean json() {
        return options.json();
    }

    public Surroundings around() {
        return around;
    }

    /** The answer: JSON if that is wanted, or these lines. */
    public void answer(ObjectNode json, String... lines) {
        if (options.json()) {
            around.out().println(json);
        } else {
            for (String each : lines) {
                around.out().println(each);
            }
        }
        around.out().flush();
    }

    /** Talk, which a script does not want to read. */
    public void say(String line) {
        around.err().println(line);
        around.err().flush();
    }
}
