package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.Voucher;

/** Usage, passphrases and exit codes, without a relay. */
final class CommandLineTest {
    /** Port 1 of this machine: nobody answers there. */
    private static final String VOUCHER =
            new Voucher("relay.example", RelayId.of(new byte[32]), "127.0.0.1:1", Bytes.wrap(new byte[16])).toText();

    private static final String PASSPHRASE = "a long walk home";

    private final Path temporary;
    private final Path vault;

    CommandLineTest(@TempDir Path temporary) {
        this.temporary = temporary;
        this.vault = temporary.resolve("vault");
    }

    private Shell shell() {
        return new Shell(vault);
    }

    @Test
    void everyCommandExplainsItself() {
        for (String each : Shell.commands()) {
            Shell.Ended ended = shell().run(each, "--help");
            assertEquals(0, ended.exit(), each);
            assertTrue(ended.out().contains("--json"), each);
        }
    }

    @Test
    void everyCommandStandsInTheHelpAndInTheLaunchersOverview() throws IOException {
        // Given
        String overview = Files.readString(Path.of("").toAbsolutePath().resolveSibling("waystation"));

        // When
        String help = shell().run("--help").out();

        // Then
        for (String each : Shell.commands()) {
            assertTrue(help.contains("\n  " + each + " "), each);
            assertTrue(overview.contains("\n  waystation " + each + " "), each);
        }
    }

    @Test
    void noCommandAndAnUnknownOneAreWrongUsage() {
        assertEquals(2, shell().run().exit());
        Shell.Ended unknown = shell().run("sned", "--json");
        assertEquals(2, unknown.exit());
        assertEquals("usage", unknown.errorCode());
        assertTrue(unknown.err().contains("no such command"), unknown.err());
    }

    @Test
    void whatWasTypedIsNotRepeatedInAnError() {
        // When
        Shell.Ended ended = shell().run("link", VOUCHER);

        // Then
        assertEquals(2, ended.exit());
        assertFalse(ended.err().contains("waystation-voucher"), ended.err());
    }

    @Test
    void joiningAsksForAPassphraseAndItsRepetitionAndNothingElse() {
        // Given
        Shell shell = shell().types(PASSPHRASE, PASSPHRASE);

        // When
        Shell.Ended ended = shell.run("join", VOUCHER);

        // Then
        assertEquals(2, shell.questions.size(), shell.questions.toString());
        assertEquals(3, ended.exit(), "the relay is not there: " + ended.err());
        assertTrue(ended.err().contains("run the same command again"), ended.err());
        assertTrue(Files.exists(vault.resolve("vault.key")));
    }

    @Test
    void twoPassphrasesThatDifferMakeNoVault() {
        // When
        String other = "a long walk hope";
        Shell shell = shell().types(PASSPHRASE, other, PASSPHRASE, other, PASSPHRASE, other, PASSPHRASE, PASSPHRASE);
        Shell.Ended ended = shell.run("join", VOUCHER, "--json");

        // Then
        assertEquals(1, ended.exit());
        assertEquals("passphrases_differ", ended.errorCode());
        assertFalse(Files.exists(vault));
    }

    @Test
    void aShortPassphraseMakesNoVault() {
        // When
        Shell.Ended ended =
                shell().types("short", "short", "short", PASSPHRASE, PASSPHRASE).run("join", VOUCHER, "--json");

        // Then
        assertEquals(1, ended.exit());
        assertEquals("weak_passphrase", ended.errorCode());
        assertFalse(Files.exists(vault));
    }

    @Test
    void theRuleIsSaidBeforeAndWhoeverMissesItChoosesAgain() {
        // Given
        Shell shell = shell().types("short", PASSPHRASE, "a long walk hope", PASSPHRASE, PASSPHRASE);

        // When
        Shell.Ended ended = shell.run("join", VOUCHER);

        // Then
        assertTrue(shell.questions.get(0).contains("8 characters or more; a few words are better"));
        assertEquals(5, shell.questions.size(), shell.questions.toString());
        assertTrue(ended.err().contains("The passphrase is too short."), ended.err());
        assertTrue(ended.err().contains("The two passphrases differ."), ended.err());
        assertTrue(Files.exists(vault.resolve("vault.key")));
    }

    @Test
    void aGivenPassphraseThatIsTooShortIsNotAskedForAgain() throws IOException {
        // Given
        Path file = Files.writeString(temporary.resolve("passphrase"), "short");
        Shell shell = shell().types(PASSPHRASE, PASSPHRASE);

        // When
        Shell.Ended ended = shell.run("join", VOUCHER, "--passphrase-file", file.toString(), "--json");

        // Then
        assertEquals("weak_passphrase", ended.errorCode());
        assertTrue(shell.questions.isEmpty());
    }

    @Test
    void withoutATerminalThePassphraseMustBeGiven() {
        // When
        Shell.Ended ended = shell().run("join", VOUCHER, "--json");

        // Then
        assertEquals(2, ended.exit());
        assertEquals("no_terminal", ended.errorCode());
    }

    @Test
    void thePassphraseIsTheFirstLineOfAFile() throws IOException {
        // Given
        Path file = Files.writeString(temporary.resolve("passphrase"), PASSPHRASE + "\r\nsomething else\n");
        shell().run("join", VOUCHER, "--passphrase-file", file.toString());

        // When
        Shell.Ended byHand = shell().types(PASSPHRASE).run("status", "--json");

        // Then
        assertEquals("not_joined", byHand.errorCode(), "it was opened: " + byHand.err());
    }

    @Test
    void aPassphraseFileThatIsNotThereIsNamed() {
        // When
        Shell.Ended ended = shell().run("join", VOUCHER, "--passphrase-file", "/nowhere/at/all");

        // Then
        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("/nowhere/at/all"), ended.err());
    }

    @Test
    void aWrongPassphraseOpensNothing() {
        // Given
        shell().types(PASSPHRASE, PASSPHRASE).run("join", VOUCHER);

        // When
        Shell.Ended ended = shell().types("another one").run("status", "--json");

        // Then
        assertEquals(1, ended.exit());
        assertEquals("wrong_passphrase", ended.errorCode());
    }

    @Test
    void withoutAVaultEveryCommandSaysHowToGetOne() {
        for (String[] each :
                List.of(new String[] {"status"}, new String[] {"read"}, new String[] {"link"}, new String[] {
                    "send", "bojan", "text"
                })) {
            Shell.Ended ended = shell().run(each);
            assertEquals(1, ended.exit());
            assertTrue(ended.err().contains("waystation join"), ended.err());
            assertEquals("", ended.out());
        }
    }

    @Test
    void aDamagedVoucherIsRefusedBeforeAnythingIsAsked() {
        // Given
        Shell shell = shell().types(PASSPHRASE, PASSPHRASE);

        // When
        Shell.Ended ended = shell.run("join", VOUCHER.substring(0, VOUCHER.length() - 3), "--json");

        // Then
        assertEquals(1, ended.exit());
        assertEquals("unreadable_voucher", ended.errorCode());
        assertTrue(shell.questions.isEmpty());
    }

    @Test
    void aLinkIsNoVoucherAndAVoucherNoLink() {
        assertEquals("unreadable_link", shell().run("add", VOUCHER, "--json").errorCode());
        assertEquals(
                "unreadable_voucher",
                shell().run("join", "waystation:abc", "--json").errorCode());
    }

    @Test
    void aTextThatCannotBeSentIsRefusedBeforeAnythingIsOpened() throws IOException {
        // Given
        Path file = Files.write(temporary.resolve("text"), new byte[] {'a', 0, 'b'});
        Path latin = Files.write(temporary.resolve("latin"), new byte[] {(byte) 0xe9});
        Path huge = Files.writeString(temporary.resolve("huge"), "x".repeat(1_000_000));

        // When, Then
        assertEquals("bad_text", shell().run("send", "bojan", "", "--json").errorCode());
        assertEquals("bad_text", sendFile(file).errorCode());
        assertEquals("bad_text", sendFile(latin).errorCode());
        Shell.Ended tooLong = sendFile(huge);
        assertEquals(1, tooLong.exit());
        assertTrue(tooLong.err().contains("60000"), tooLong.err());
        assertEquals("unreadable_input", sendFile(temporary.resolve("none")).errorCode());
    }

    private Shell.Ended sendFile(Path file) {
        return shell().run("send", "bojan", "--file", file.toString(), "--json");
    }

    @Test
    void aTextComesFromOnePlaceOnly() {
        assertEquals(2, shell().run("send", "bojan").exit());
        assertEquals(2, shell().run("send", "bojan", "text", "--file", "x").exit());
    }

    @Test
    void aFailureIsOneLine() {
        // When
        Shell.Ended ended = shell().run("status");

        // Then
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().startsWith("waystation: "), ended.err());
    }
}
