package org.waystation.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    void join(String voucher) {
        ask("join", voucher);
    }

    String link() {
        return ask("link").path("link").asText();
    }

    /** Asks for contact, with a first text. */
    void add(String link, String theirName, String text) {
        ask("add", link, "--name", theirName, "--as", name, "--message", text);
    }

    JsonNode contacts() {
        return ask("contacts").path("contacts");
    }

    void accept(String contact, String theirName) {
        ask("accept", contact, "--name", theirName);
    }

    /** Sends one text; gives how far it had come when the command ended. */
    String send(String contact, String text) {
        Programs.Ended ended = programs.run(words("send", contact, "-"), text);
        if (ended.exit() != 0) {
            throw new DemoFailure(name + " cannot send: " + ended.told());
        }
        return ended.answer().path("delivery").asText();
    }

    /** Reads what has come: the texts, oldest first. */
    List<String> read() {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : ask("read").path("messages")) {
            texts.add(message.path("text").asText());
        }
        return texts;
    }

    JsonNode status() {
        return ask("status");
    }

    /** What somebody would type to do the same. */
    String prompt() {
        return programs.launcher() + " --vault " + vault + " --passphrase-file " + passphraseFile;
    }

    private JsonNode ask(String... words) {
        return programs.ask(words(words));
    }

    private List<String> words(String... words) {
        List<String> all =
                new ArrayList<>(List.of("--vault", vault.toString(), "--passphrase-file", passphraseFile.toString()));
        all.addAll(List.of(words));
        all.add("--json");
        return all;
    }
}
