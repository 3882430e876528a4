package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.NodeFiles;
import org.waystation.ops.node.NodeKeys;
import org.waystation.ops.node.Surroundings;
import org.waystation.protocol.crypto.Entropy;

/** Operators who change their minds about partners, with real files. */
final class PartnerCommandsIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path temporary;
    private String typed = "";

    PartnerCommandsIT(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @BeforeEach
    void makeTwoRelays() throws Exception {
        for (String name : List.of("one", "two")) {
            run("relay init --listen 127.0.0.1:0 --name " + name + ".example --dir " + temporary.resolve(name));
            run("relay card --out " + cardFile(name) + " --dir " + temporary.resolve(name));
        }
        assertEquals(0, atOne("add " + cardFile("two") + " --fingerprint " + fingerprint("two")), err::toString);
    }

    @Test
    void partnerIsSuspendedQuarantinedAndActiveAgain() throws Exception {
        // When
        atOne("suspend two.example");
        String first = standing();
        atOne("quarantine " + fingerprint("two"));
        String second = standing();
        atOne("resume two.example");
        // Then
        assertEquals(List.of("suspended", "quarantined", "active"), List.of(first, second, standing()));
        assertTrue(
                Files.readString(temporary.resolve("one/data/federation.log"))
                        .contains("operator: quarantined two.example"),
                "the log says what was done");
    }

    @Test
    void relayThatIsDeniedCannotBeAddedUntilItIsAllowed() throws Exception {
        // When
        atOne("deny two.example");
        int refused = atOne("add " + cardFile("two") + " --fingerprint " + fingerprint("two"));
        String why = lastError();
        JsonNode denied = list().get("denied");
        int allowed = atOne("allow " + fingerprint("two"));
        int added = atOne("add " + cardFile("two") + " --fingerprint " + fingerprint("two"));
        // Then
        assertEquals(List.of(4, 0, 0), List.of(refused, allowed, added), err::toString);
        assertTrue(why.contains("denied here") && why.contains("partner allow"), why);
        assertEquals(1, denied.size());
        assertEquals(0, list().get("denied").size());
    }

    @Test
    void partnerWhoseKeyIsInOtherHandsIsReplacedByOneCommand() throws Exception {
        // Given
        String old = fingerprint("two");
        Path anew = temporary.resolve("anew");
        run("relay init --listen 127.0.0.1:0 --name two.example --dir " + anew);
        run("relay card --out " + cardFile("anew") + " --dir " + anew);
        // When
        int alone = atOne("add " + cardFile("anew") + " --fingerprint " + fingerprint("anew"));
        String why = lastError();
        int replaced =
                atOne("add " + cardFile("anew") + " --replaces two.example --fingerprint " + fingerprint("anew"));
        // Then
        assertEquals(List.of(4, 0), List.of(alone, replaced), err::toString);
        assertTrue(why.contains("--replaces"), why);
        JsonNode list = list();
        assertEquals(1, list.get("partners").size());
        assertEquals(
                fingerprint("anew").replace("-", ""),
                list.get("partners").get(0).get("fingerprint").asText().replace(" ", ""));
        assertEquals(old.replace("-", ""), list.get("denied").get(0).asText().replace(" ", ""));
    }

    @Test
    void relayThatAPartnerNamesAsItsSuccessorNeedsNoFingerprint() throws Exception {
        // Given
        Path anew = temporary.resolve("anew");
        run("relay init --listen 127.0.0.1:0 --name two.example --dir " + anew);
        run("relay card --out " + cardFile("anew") + " --dir " + anew);
        int unvouched = atOne("add " + cardFile("anew"));
        run("relay retire --on 2020-01-01 --name two.example --successor " + cardFile("anew") + " --dir "
                + temporary.resolve("two"));
        run("relay card --out " + cardFile("last") + " --dir " + temporary.resolve("two"));
        atOne("add " + cardFile("last") + " --fingerprint " + fingerprint("two"));
        // When
        atOne("quarantine two.example");
        int held = atOne("add " + cardFile("anew"));
        atOne("resume two.example");
        int replacing = atOne("add " + cardFile("anew") + " --replaces two.example");
        int added = atOne("add " + cardFile("anew"));
        // Then
        assertEquals(List.of(2, 2, 2, 0), List.of(unvouched, held, replacing, added), err::toString);
        assertEquals(2, list().get("partners").size());
        assertEquals(1, atOne("quarantine two.example"));
        assertTrue(lastError().contains("2 partners are called two.example"), err::toString);
    }

    @Test
    void relayThatWasNeverAPartnerIsDeniedByItsCard() throws Exception {
        // Given
        atOne("remove two.example");
        // When
        int denied = atOne("deny " + cardFile("two"));
        int refused = atOne("add " + cardFile("two") + " --fingerprint " + fingerprint("two"));
        // Then
        assertEquals(List.of(0, 4), List.of(denied, refused), err::toString);
    }

    @Test
    void partnerThatIsRemovedIsGone() throws Exception {
        // When
        int removed = atOne("remove two.example");
        int again = atOne("remove two.example");
        // Then
        assertEquals(List.of(0, 1), List.of(removed, again));
        assertTrue(lastError().contains("no partner is called two.example"), err::toString);
        assertEquals(0, list().get("partners").size());
    }

    @Test
    void relayIsClosedForGoodOnlyByWhoeverTypesItsName() throws Exception {
        // Given
        String two = " --dir " + temporary.resolve("two");
        typed = "yes";
        int mistaken = run("relay retire --on 2020-01-01" + two);
        // When
        typed = "two.example";
        int closed = run("relay retire --on 2020-01-01 --successor " + cardFile("one") + two);
        run("relay card --out " + cardFile("last") + two);
        int told = atOne("add " + cardFile("last") + " --fingerprint " + fingerprint("two"));
        // Then
        assertEquals(List.of(1, 0, 0), List.of(mistaken, closed, told), err::toString);
        assertEquals("closed", standing());
        assertEquals(4, atOne("add " + cardFile("two") + " --fingerprint " + fingerprint("two")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "quarantine", "resume", "remove", "deny", "allow"})
    void everyChangeExplainsItselfAndKnowsNoStranger(String change) {
        // When
        int help = run("relay partner " + change + " --help");
        String page = out.toString();
        int stranger = atOne(change + " nobody.example");
        // Then
        assertEquals(List.of(0, 1), List.of(help, stranger));
        assertTrue(page.startsWith("Usage: waystation relay partner " + change), page);
        assertEquals(1, lastErrorLines());
    }

    private Path cardFile(String name) {
        return temporary.resolve(name + ".card");
    }

    /** Digits with hyphens between, so that they are one word. */
    private String fingerprint(String name) throws Exception {
        run("relay card --json --dir " + temporary.resolve(name));
        return OperatorJson.mapper()
                .readTree(out.toString())
                .get("fingerprint")
                .asText()
                .replace(" ", "-");
    }

    private String standing() throws Exception {
        return list().get("partners").get(0).get("standing").asText();
    }

    private JsonNode list() throws Exception {
        atOne("list --json");
        return OperatorJson.mapper().readTree(out.toString());
    }

    private String lastError() {
        List<String> lines = err.toString().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private long lastErrorLines() {
        return err.toString().lines().count();
    }

    private int atOne(String words) {
        return run("relay partner " + words + " --dir " + temporary.resolve("one"));
    }

    private int run(String words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Surroundings around = new Surroundings(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                typed.isEmpty() ? Optional.empty() : Optional.of(new Typist(typed)),
                Map.of("NO_COLOR", "1"));
        NodeFiles files = new NodeFiles(new NodeKeys(around), Clock.systemUTC(), Entropy.system());
        return RelayCommands.line(
                        around,
                        files,
                        (directory, registry) -> {
                            throw new CommandFailure(ExitCode.USER, "no relay in this test");
                        },
                        task -> {})
                .execute(words.split(" ", -1));
    }

    private record Typist(String words) implements Surroundings.Person {
        @Override
        public String ask(String question) {
            return words;
        }

        @Override
        public Optional<char[]> askSecret(String question) {
            return Optional.empty();
        }
    }
}
