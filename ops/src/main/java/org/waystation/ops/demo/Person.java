package org.waystation.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.programs.Programs;

/** One person at the client's prompt, with a vault and a passphrase file. One thread. */
final class Person {
    private final Programs programs;
    private final String name;
    private final Path vault;
    private final Path passphraseFile;

    Person(Programs programs, String name, Path vault, Path passphraseFile) {
        this.programs = programs;
        this.name = name;
        this.vault = vault;
        this.passphraseFile = passphraseFile;
    }

    String name() {
        return name;
    }

    /**
     * Becomes a member; gives the contact link. The voucher goes to standard input, where no other user of the machine sees
     * it.
     */
    String join(String voucher) {
        return ask(voucher, "join", "-").path("link").textValue();
    }

    /** Asks for contact, with a first text. */
    void add(String link, String theirName, String text) {
        ask(link, "add", "-", "--name", theirName, "--as", name, "--message", text);
    }

    JsonNode status() {
        return ask("", "status");
    }

    void accept(String contact, String theirName) {
        ask("", "accept", contact, "--name", theirName);
    }

    /** Sends one text; gives how far it had come when the command ended. */
    String send(String contact, String text) {
        return ask(text, "send", contact, "-").path("message").path("state").textValue();
    }

    /** Sends texts in their order, as many in one sitting of {@code chat} as it takes as lines. */
    void write(String contact, List<String> texts) {
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            // What chat would take for a command or cut in two.
            if (text.startsWith("/") || text.indexOf('\r') >= 0) {
                chat(contact, lines);
                lines.clear();
                send(contact, text);
            } else {
                lines.add(text);
            }
        }
        chat(contact, lines);
    }

    private void chat(String contact, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Programs.Ended ended = programs.run(words("chat", contact), String.join("\n", lines) + "\n");
        if (ended.exit() != 0) {
            throw new DemoFailure(name + " cannot write: " + ended.told());
        }
    }

    /** Reads what has come: the texts, oldest first. */
    List<String> read() {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : ask("", "read").path("messages")) {
            texts.add(message.path("text").textValue());
        }
        return texts;
    }

    /** How far the newest texts have come, oldest first. */
    List<String> states(int newest) {
        List<String> states = new ArrayList<>();
        for (JsonNode message :
                ask("", "status", "--last", Integer.toString(newest)).path("outgoing")) {
            states.add(message.path("state").textValue());
        }
        return states;
    }

    /** What somebody would type to do the same. */
    String prompt() {
        return programs.launcher() + " --vault " + vault + " --passphrase-file " + passphraseFile;
    }

    private JsonNode ask(String input, String... words) {
        return programs.ask(words(words), input);
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(
                List.of("--vault", vault.toString(), "--passphrase-file", passphraseFile.toString(), "--json"));
        all.addAll(List.of(words));
        return all;
    }
}
