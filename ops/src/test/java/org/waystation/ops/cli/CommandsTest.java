package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.config.ConfigFile;
import org.waystation.ops.config.RelayConfig;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.RelayRunner;
import org.waystation.ops.node.Surroundings;

final class CommandsTest {
    private final FakeRelayFiles files = new FakeRelayFiles();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Optional<Surroundings.Person> person = Optional.empty();

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void initWritesAConfigurationThatHoldsWhatWasAsked() {
        // Given
        Path root = temporary.resolve("one");
        // When
        int exit =
                run("relay", "init", "--dir", root.toString(), "--name", "one.example.org", "--listen", "127.0.0.1:0");
        // Then
        assertEquals(0, exit, err::toString);
        RelayConfig config = ConfigFile.read(root.resolve("relay.toml"));
        assertEquals("one.example.org", config.name());
        assertEquals("127.0.0.1:0", config.listen().address().toString());
        assertTrue(out.toString().contains("fingerprint    12345"), out::toString);
    }

    @Test
    void initRefusesToOverwriteARelay() throws Exception {
        // Given
        Files.writeString(temporary.resolve("relay.toml"), "mine");
        // When
        int exit = run("relay", "init", "--dir", temporary.toString(), "--name", "one.example.org");
        // Then
        assertEquals(1, exit);
        assertEquals("mine", Files.readString(temporary.resolve("relay.toml")));
        assertTrue(err.toString().contains("nothing was changed"), err::toString);
    }

    @Test
    void aNameThatIsNoDomainIsRefusedBeforeAnythingIsWritten() {
        // Given
        Path root = temporary.resolve("one");
        // When
        int exit = run("relay", "init", "--dir", root.toString(), "--name", "Relay One");
        // Then
        assertEquals(1, exit);
        assertFalse(Files.exists(root));
    }

    @Test
    void cardGoesToStandardOutputAloneSoThatItCanBePiped() {
        // Given
        Path root = existing();
        // When
        int exit = run("relay", "card", "--dir", root.toString());
        // Then
        assertEquals(0, exit);
        assertEquals("waystation-card:one\n", out.toString());
        assertTrue(err.toString().contains("12345"), err::toString);
    }

    @Test
    void cardIsWrittenToAFile() throws Exception {
        // Given
        Path root = existing();
        Path file = temporary.resolve("one.card");
        // When
        int exit = run("relay", "card", "--dir", root.toString(), "--out", file.toString());
        // Then
        assertEquals(0, exit);
        assertEquals("", out.toString());
        assertEquals("waystation-card:one\n", Files.readString(file));
    }

    @Test
    void aRestoreIsNotedAndTheNextStepSaid() {
        // Given
        Path root = existing();
        // When
        int exit = run("relay", "restored", "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertTrue(files.restored);
        assertTrue(out.toString().contains("relay run"), out::toString);
    }

    @Test
    void aRestoreIsNotNotedWhileTheRelayRuns() {
        // Given
        Path root = existing();
        files.running = true;
        // When
        int exit = run("relay", "restored", "--dir", root.toString());
        // Then
        assertEquals(1, exit);
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("stop it first"), err::toString);
    }

    @Test
    void limitsAreAddedUpForAnOperator() {
        // Given
        Path root = existing();
        // When
        int exit = run("relay", "limits", "--members", "1", "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertTrue(out.toString().contains("in all, with 1 member, 5 partners"), out::toString);
        assertTrue(out.toString().contains("less than 512 MiB"), out::toString);
    }

    @Test
    void aSoundStoreIsOneLine() {
        // Given
        Path root = existing();
        // When
        int exit = run("relay", "check", "--dir", root.toString());
        // Then
        assertEquals(0, exit);
        assertEquals(
                "all is well: keys, card and roster belong together; 3 rows open, and agree with each other\n",
                out.toString());
    }

    @Test
    void rowsThatDoNotOpenAreSaidWithWhatToDo() {
        // Given
        Path root = existing();
        files.checked = new RelayFiles.Checked(3, 2, List.of());
        // When
        int exit = run("relay", "check", "--dir", root.toString());
        // Then
        assertEquals(1, exit);
        assertTrue(out.toString().startsWith("WRONG: 2 rows do not open\n"), out::toString);
        assertTrue(out.toString().contains("Put one whole copy"), out::toString);
    }

    @Test
    void booksThatDoNotBalanceAreSaidInWordsAndInJson() {
        // Given
        Path root = existing();
        files.checked = new RelayFiles.Checked(3, 0, List.of("2 mailboxes that count wrongly"));
        // When
        int inWords = run("relay", "check", "--dir", root.toString());
        String words = out.toString();
        out.getBuffer().setLength(0);
        int inJson = run("relay", "check", "--json", "--dir", root.toString());
        // Then
        assertEquals(List.of(1, 1), List.of(inWords, inJson));
        assertTrue(words.startsWith("WRONG: 2 mailboxes that count wrongly\n"), words);
        assertEquals(
                "{\"well\":false,\"rows\":3,\"damaged_rows\":0,\"findings\":[\"2 mailboxes that count wrongly\"]}\n",
                out.toString());
    }

    @Test
    void aCopyHasTheConfigurationCommentsAndAll() throws Exception {
        // Given
        Path root = existing();
        Path copy = temporary.resolve("new/copy");
        // When
        int exit = run("relay", "backup", copy.toString(), "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertEquals(Files.readString(root.resolve("relay.toml")), Files.readString(copy.resolve("relay.toml")));
        assertTrue(Files.exists(copy.resolve("data/identity.key")));
        assertTrue(out.toString().contains("keep it encrypted"), out::toString);
        assertTrue(err.toString().contains("relay check --dir " + copy), err::toString);
    }

    @Test
    void aCopyOfARelayWithItsDataElsewhereHasThemWithin() throws Exception {
        // Given
        Path root = existing();
        Path file = root.resolve("relay.toml");
        Files.writeString(
                file, Files.readString(file).replace("\"data\"", "\"" + temporary.resolve("elsewhere") + "\""));
        Path copy = temporary.resolve("copy");
        // When
        int exit = run("relay", "backup", copy.toString(), "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertEquals(
                Path.of("data"), ConfigFile.read(copy.resolve("relay.toml")).data());
        assertTrue(Files.exists(copy.resolve("data/identity.key")));
    }

    @Test
    void aCopySaysThatANodeKeyElsewhereIsNotInIt() throws Exception {
        // Given
        Path root = existing();
        Path file = root.resolve("relay.toml");
        Files.writeString(file, Files.readString(file).replace("\"directory\"\n", "\"env:KEY\"\n"));
        // When
        int exit = run("relay", "backup", temporary.resolve("copy").toString(), "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertTrue(out.toString().contains("The node key is not in it"), out::toString);
    }

    @Test
    void aCopyReplacesNothing() throws Exception {
        // Given
        Path root = existing();
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        // When
        int exit = run("relay", "backup", copy.toString(), "--dir", root.toString());
        // Then
        assertEquals(1, exit);
        assertTrue(err.toString().contains("exists already"), err::toString);
        assertEquals(List.of(), names(copy));
    }

    @Test
    void aCopyThatCannotBeMadeLeavesNothing() throws Exception {
        // Given
        Path root = existing();
        files.running = true;
        // When
        int exit = run("relay", "backup", temporary.resolve("copies/one").toString(), "--dir", root.toString());
        // Then
        assertEquals(3, exit);
        assertEquals(List.of(), names(temporary.resolve("copies")));
    }

    private static List<Path> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void aPartnerIsAddedWithItsFingerprint() throws Exception {
        // Given
        Path root = existing();
        Path card = Files.writeString(temporary.resolve("two.card"), "waystation-card:two\n");
        // When
        int exit = run(
                "relay", "partner", "add", card.toString(), "--fingerprint", "11111 22222", "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertEquals(List.of(FakePartners.TWO), files.partners.known);
    }

    @Test
    void aWrongFingerprintIsARefusalOfTrust() throws Exception {
        // Given
        Path root = existing();
        Path card = Files.writeString(temporary.resolve("two.card"), "waystation-card:two\n");
        // When
        int exit = run("relay", "partner", "add", card.toString(), "--fingerprint", "99999", "--dir", root.toString());
        // Then
        assertEquals(4, exit);
        assertEquals(List.of(), files.partners.known);
    }

    @Test
    void withoutAFingerprintAndWithoutAPersonNothingIsTrusted() throws Exception {
        // Given
        Path root = existing();
        Path card = Files.writeString(temporary.resolve("two.card"), "waystation-card:two\n");
        // When
        int exit = run("relay", "partner", "add", card.toString(), "--dir", root.toString());
        // Then
        assertEquals(2, exit);
        assertEquals(List.of(), files.partners.known);
    }

    @Test
    void aPersonAtTheTerminalConfirmsTheFingerprint() throws Exception {
        // Given
        Path root = existing();
        Path card = Files.writeString(temporary.resolve("two.card"), "waystation-card:two\n");
        List<String> questions = new ArrayList<>();
        person = Optional.of(question -> {
            questions.add(question);
            return "yes";
        });
        // When
        int exit = run("relay", "partner", "add", card.toString(), "--dir", root.toString());
        // Then
        assertEquals(0, exit, err::toString);
        assertEquals(1, questions.size());
        assertTrue(err.toString().contains("11111 22222"), err::toString);
    }

    @Test
    void aPersonWhoDoesNotConfirmAddsNobody() throws Exception {
        // Given
        Path root = existing();
        Path card = Files.writeString(temporary.resolve("two.card"), "waystation-card:two\n");
        person = Optional.of(question -> "no");
        // When
        int exit = run("relay", "partner", "add", card.toString(), "--dir", root.toString());
        // Then
        assertEquals(4, exit);
        assertEquals(List.of(), files.partners.known);
    }

    @Test
    void partnersAreListedInJson() throws Exception {
        // Given
        Path root = existing();
        files.partners.known.add(FakePartners.TWO);
        // When
        int exit = run("relay", "partner", "list", "--json", "--dir", root.toString());
        // Then
        assertEquals(0, exit);
        assertEquals(
                "{\"partners\":[{\"name\":\"two.example.org\",\"fingerprint\":\"11111 22222\",\"standing\":\"active\","
                        + "\"endpoints\":[\"two.example.org:7443\"],\"card_expires_at\":\"2030-01-02T03:04:05Z\"}],"
                        + "\"denied\":[\"33333 44444\"]}\n",
                out.toString());
    }

    @Test
    void aVoucherIsTheOnlyThingOnStandardOutput() {
        // Given
        Path root = existing();
        // When
        int exit = run("relay", "voucher", "new", "--dir", root.toString(), "--days", "2");
        // Then
        assertEquals(0, exit);
        assertEquals("waystation-voucher:one\n", out.toString());
        assertTrue(err.toString().contains("2030-01-04T03:04:05Z"), err::toString);
    }

    @Test
    void statusOfARelayThatDoesNotRunSaysHowToStartIt() {
        // Given
        Path root = existing();
        // When
        int exit = run("relay", "status", "--dir", root.toString());
        // Then
        assertEquals(3, exit);
        assertEquals(
                "waystation: one.example.org does not run here. Start it with: waystation relay run --dir " + root
                        + "\n",
                err.toString());
    }

    @Test
    void aFailureIsToldInJsonToo() throws Exception {
        // Given
        Path nowhere = temporary.resolve("nowhere");
        // When
        int exit = run("relay", "card", "--json", "--dir", nowhere.toString());
        // Then
        assertEquals(1, exit);
        JsonNode told = JsonMapper.builder().build().readTree(out.toString());
        assertEquals(1, told.path("error").path("exit").intValue());
        assertEquals("user", told.path("error").path("code").textValue());
        assertTrue(told.path("error").path("message").textValue().startsWith("there is no "), told::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"relay", "relay partner", "relay nonsense", "relay init", "relay init --nmae x", "relay card x"})
    void whatIsNotUnderstoodIsOneLineAndExitTwo(String words) {
        // Given
        String[] args = words.split(" ", -1);
        // When
        int exit = run(args);
        // Then
        assertEquals(2, exit);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("--help"), err::toString);
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay",
                "relay init",
                "relay run",
                "relay status",
                "relay backup",
                "relay check",
                "relay limits",
                "relay card",
                "relay partner",
                "relay partner add",
                "relay partner list",
                "relay retire",
                "relay key",
                "relay key new",
                "relay key move",
                "relay voucher",
                "relay voucher new",
                "relay simulate"
            })
    void everyCommandExplainsItself(String words) {
        // Given
        String[] args = (words + " --help").split(" ", -1);
        // When
        int exit = run(args);
        // Then
        assertEquals(0, exit);
        assertTrue(out.toString().startsWith("Usage: waystation " + words), out::toString);
        assertTrue(out.toString().lines().noneMatch(line -> line.length() > 100), out::toString);
    }

    private Path existing() {
        Path root = temporary.resolve("one");
        run("relay", "init", "--dir", root.toString(), "--name", "one.example.org");
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return root;
    }

    private int run(String... args) {
        Surroundings around = new Surroundings(
                new PrintWriter(out, true), new PrintWriter(err, true), person, Map.of("NO_COLOR", "1"));
        RelayRunner noRelay = (directory, registry) -> {
            throw new CommandFailure(ExitCode.USER, "no relay in this test");
        };
        return RelayCommands.line(around, files, noRelay, task -> {}).execute(args);
    }
}
