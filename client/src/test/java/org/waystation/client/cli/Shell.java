package org.waystation.client.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.waystation.client.ClientOpening;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.Surroundings;
import org.waystation.client.vault.directory.Passphrase;
import org.waystation.client.vault.directory.VaultDirectory;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;

/** Runs commands as a person or a script would, and keeps what they said. */
final class Shell {
    private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8 * 1024, 1, 1);

    /** What came of one command. */
    record Ended(int exit, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + out + err, e);
            }
        }

        String errorCode() {
            return json().path("error").path("code").asText();
        }
    }

    private final Path vault;
    private final Deque<String> typed = new ArrayDeque<>();
    final List<String> questions = new ArrayList<>();
    private final Map<String, CountDownLatch> expected = new HashMap<>();
    private InputStream input = InputStream.nullInputStream();
    private boolean atTerminal;
    private Clock clock = Clock.systemUTC();

    Shell(Path vault) {
        this.vault = vault;
    }

    /** Somebody sits there and will type these, one after the other. */
    Shell types(String... secrets) {
        atTerminal = true;
        typed.addAll(List.of(secrets));
        return this;
    }

    /** The latch opens when somebody has been told these words. */
    CountDownLatch hears(String words) {
        CountDownLatch heard = new CountDownLatch(1);
        expected.put(words, heard);
        return heard;
    }

    Shell at(Clock time) {
        clock = time;
        return this;
    }

    Shell input(String text) {
        return input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    Shell input(InputStream stream) {
        input = stream;
        return this;
    }

    /** The names of all commands. */
    static Set<String> commands() {
        Surroundings nowhere = new Surroundings(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                InputStream.nullInputStream(),
                Optional.empty(),
                Map.of(),
                CHEAP,
                Clock.systemUTC());
        return ClientCommands.line(nowhere).getSubcommands().keySet();
    }

    Ended run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter() {
            @Override
            public void flush() {
                expected.forEach((words, heard) -> {
                    if (toString().contains(words)) {
                        heard.countDown();
                    }
                });
            }
        };
        List<String> all = new ArrayList<>(List.of("--vault", vault.toString()));
        all.addAll(List.of(words));
        Surroundings around = new Surroundings(
                new PrintWriter(out),
                new PrintWriter(err),
                input,
                atTerminal ? Optional.of(this::answer) : Optional.empty(),
                Map.of("HOME", vault.toString()),
                CHEAP,
                clock);
        int exit = ClientCommands.line(around).execute(all.toArray(String[]::new));
        around.out().flush();
        around.err().flush();
        return new Ended(exit, out.toString(), err.toString());
    }

    /** The client in this vault, without a command around it. */
    WaystationClient open(String passphrase) {
        VaultDirectory directory = new VaultDirectory(vault, CHEAP, clock, Entropy.system());
        ClientOpening opening =
                WaystationClient.open(() -> directory.open(Passphrase.of(passphrase)), clock, Entropy.system());
        return ((ClientOpening.Opened) opening).client();
    }

    private Optional<char[]> answer(String question) {
        questions.add(question);
        return Optional.ofNullable(typed.poll()).map(String::toCharArray);
    }
}
