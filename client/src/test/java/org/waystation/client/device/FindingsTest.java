package org.waystation.client.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.device.Finding.About;
import org.waystation.client.device.Finding.Weight;
import org.waystation.client.vault.directory.VaultLook;

final class FindingsTest {
    private static final String SWAPS = "Filename\tType\tSize\tUsed\tPriority\n";
    private static final Instant AT = Instant.parse("2027-03-01T12:00:00Z");

    private final Path root;

    FindingsTest(@TempDir Path root) {
        this.root = root;
    }

    private void machine(String file, String content) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Weight> memory() {
        return weights(new MachineFindings(root).all(), About.MEMORY);
    }

    private static List<Weight> weights(List<Finding> all, About about) {
        return all.stream()
                .filter(each -> each.about() == about)
                .map(Finding::weight)
                .toList();
    }

    @Test
    void whatAMachineDoesNotTellIsSaidToBeUnknown() {
        assertEquals(List.of(Weight.UNKNOWN, Weight.UNKNOWN), memory());
        assertEquals(List.of(Weight.UNKNOWN), weights(new MachineFindings(root).all(), About.DISK));
    }

    @Test
    void swapAndCoreDumpsThatReachTheDiskAreWarnedOf() {
        // Given
        machine("proc/swaps", SWAPS + "/dev/sda2  partition 1 0 -2\n/dev/zram0 partition 1 0 5\n");
        machine("proc/sys/kernel/core_pattern", "core\n");
        machine("proc/self/limits", "Max core file size        unlimited            unlimited            bytes\n");

        // When
        List<Finding> found = new MachineFindings(root).all();

        // Then
        assertEquals(List.of(Weight.WARNING, Weight.WARNING), weights(found, About.MEMORY));
        assertTrue(found.get(1).words().contains("/dev/sda2"), found.toString());
        assertFalse(found.get(1).words().contains("zram"), "memory that stays memory is no warning");
    }

    @Test
    void aCoreDumpThatIsHandedToAProgramIsWarnedOfWhateverTheLimit() {
        // Given
        machine("proc/swaps", SWAPS);
        machine("proc/sys/kernel/core_pattern", "|/usr/share/apport %p\n");
        machine("proc/self/limits", "Max core file size        0                    0                    bytes\n");

        // When, Then
        assertEquals(List.of(Weight.GOOD, Weight.WARNING), memory());
        machine("proc/sys/kernel/core_pattern", "core\n");
        assertEquals(List.of(Weight.GOOD, Weight.GOOD), memory());
    }

    @Test
    void linesOfTheShellsHistoryAreCountedAndNotRepeated() {
        // Given
        machine(".bash_history", "ls\nwaystation send Bojan 'a secret'\n./waystation read\n");

        // When
        List<Finding> found = new TerminalFindings(Map.of("HOME", root.toString())).all();

        // Then
        assertEquals(List.of(Weight.WARNING, Weight.UNKNOWN), weights(found, About.TERMINAL));
        assertTrue(found.get(0).words().contains(" 2 commands"), found.toString());
        assertFalse(found.toString().contains("Bojan"), found.toString());
    }

    @Test
    void aHistoryThatCannotBeReadIsNotSaidToBeGood() throws IOException {
        // Given
        Files.createDirectories(root.resolve(".bash_history"));

        // When
        List<Finding> found = new TerminalFindings(Map.of("HOME", root.toString())).all();

        // Then
        assertEquals(List.of(Weight.UNKNOWN, Weight.UNKNOWN), weights(found, About.TERMINAL));
        assertTrue(found.get(0).words().contains(".bash_history"), found.toString());
    }

    @Test
    void ofALongHistoryTheEndIsReadAndTheRestIsNotVouchedFor() {
        // Given
        String long9MiB = "another command, as long as this\n".repeat(300_000);

        // When
        machine(".bash_history", long9MiB + "waystation status\n");
        machine(".zsh_history", "waystation status\n" + long9MiB);
        List<Finding> found = new TerminalFindings(Map.of("HOME", root.toString())).all();

        // Then
        assertEquals(List.of(Weight.WARNING, Weight.UNKNOWN, Weight.UNKNOWN), weights(found, About.TERMINAL));
        assertTrue(found.get(0).words().contains(".bash_history keeps at least 1 commands"), found.toString());
        assertTrue(found.get(1).words().contains(".zsh_history"), found.toString());
    }

    @Test
    void aHistoryElsewhereIsFoundByItsVariable() {
        // Given
        machine("elsewhere", "waystation status\n");

        // When
        List<Finding> found = new TerminalFindings(
                        Map.of("HISTFILE", root.resolve("elsewhere").toString()))
                .all();

        // Then
        assertEquals(Weight.WARNING, found.get(0).weight());
        assertEquals(Weight.GOOD, new TerminalFindings(Map.of()).all().get(0).weight());
    }

    @Test
    void filesTellThatAndWhenAndHowMuchAndWhoMayRead() {
        // Given
        VaultLook look = new VaultLook(
                Path.of("/home/ana/vault"),
                List.of(new VaultLook.Trace("vault.db", 40_960, AT), new VaultLook.Trace("vault.key", 118, AT)),
                OptionalLong.of(1_234),
                List.of(Path.of("/home/ana/vault/vault.db")),
                true);

        // When
        List<Finding> found = FileFindings.of(look, ZoneOffset.UTC);

        // Then
        String words = found.toString();
        assertTrue(words.contains("vault.db (40 KiB), vault.key (118 bytes)"), words);
        assertTrue(words.contains("2027-03-01 12:00"), words);
        assertTrue(words.contains("about 1234 sealed rows"), words);
        assertEquals(List.of(Weight.WARNING), weights(found, About.PERMISSIONS));
        assertTrue(words.contains("chmod -R go= '/home/ana/vault'"), words);
    }

    @Test
    void theKeyIsSaidToBeGoneOnlyWhereNoFileOfItIsLeft() {
        assertFalse(words("vault.db", "vault.key").contains("is gone"));
        assertFalse(words("vault.db", "vault.key.new").contains("is gone"));
        assertTrue(words("vault.db", "vault.tries").contains("(vault.key) is gone"));
    }

    @Test
    void wrongPassphrasesAreToldOfWhileThereAreSome() {
        assertTrue(words("vault.key", "vault.tries").contains("Wrong passphrases were tried"));
        assertFalse(words("vault.key").contains("Wrong passphrases"));
    }

    private static String words(String... names) {
        List<VaultLook.Trace> traces =
                Stream.of(names).map(each -> new VaultLook.Trace(each, 1, AT)).toList();
        VaultLook look = new VaultLook(Path.of("/vault"), traces, OptionalLong.empty(), List.of(), true);
        return FileFindings.of(look, ZoneOffset.UTC).toString();
    }

    @Test
    void whereNoVaultIsThatIsAllThereIsToSay() {
        // Given
        VaultLook nothing = new VaultLook(Path.of("/none"), List.of(), OptionalLong.empty(), List.of(), true);

        // When
        List<Finding> found = FileFindings.of(nothing, ZoneOffset.UTC);

        // Then
        assertEquals(List.of(Weight.GOOD), found.stream().map(Finding::weight).toList());
    }
}
