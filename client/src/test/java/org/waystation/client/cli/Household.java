package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.waystation.client.messenger.SocketRelays;

/** People with a vault each and the same passphrase, who type commands; and relays that are fakes. */
final class Household implements AutoCloseable {
    static final String PASSPHRASE = "a long walk home";

    private final SocketRelays relays = new SocketRelays();
    private final Path directory;
    private final Path passphrase;

    Household(Path directory) throws IOException {
        this.directory = directory;
        this.passphrase = Files.writeString(directory.resolve("passphrase"), PASSPHRASE + "\n");
    }

    SocketRelays relays() {
        return relays;
    }

    Path vault(String who) {
        return directory.resolve(who);
    }

    Shell shell(String who) {
        return new Shell(vault(who));
    }

    /** As a script asks: the answer is JSON. */
    Shell.Ended json(String who, String... words) {
        return json(shell(who), words);
    }

    Shell.Ended json(Shell shell, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return words(shell, all.toArray(String[]::new));
    }

    /** As a person asks: the answer is words. */
    Shell.Ended words(String who, String... words) {
        return words(shell(who), words);
    }

    Shell.Ended words(Shell shell, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--passphrase-file", passphrase.toString()));
        return shell.run(all.toArray(String[]::new));
    }

    String linkOf(String who) {
        return ok(json(who, "link")).path("link").asText();
    }

    static JsonNode ok(Shell.Ended ended) {
        assertEquals(0, ended.exit(), ended.err() + ended.out());
        return ended.json();
    }

    /** Two members of two relays, who can write to each other. */
    void acquaint(String one, String two) {
        ok(json(one, "join", relays.start("one.example")));
        ok(json(two, "join", relays.start("two.example")));
        ok(json(one, "add", linkOf(two), "--name", two));
        ok(json(two, "contacts"));
        ok(json(two, "accept", "contact-1", "--name", one));
        ok(json(one, "contacts"));
    }

    @Override
    public void close() {
        relays.close();
    }
}
