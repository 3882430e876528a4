package org.waystation.ops.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Which package may import which. A new arrow is a decision: it is made by adding it here, and an arrow that nobody needs
 * any more has to go.
 */
class ArrowsTest {
    private static final String ROOT = "org.waystation.";

    /** One line for each package: what it may import, itself not named. A name in capitals stands for a whole module. */
    private static final String ARROWS = """
            protocol.id          <-
            protocol.limits      <-
            protocol.fault       <-
            protocol.crypto      <-
            protocol.wire        <-
            protocol.tls         <- protocol.id protocol.limits
            protocol.link        <- protocol.crypto protocol.id protocol.limits protocol.wire
            protocol.card        <- protocol.crypto protocol.id protocol.limits protocol.link protocol.wire
            protocol.frame       <- protocol.crypto protocol.fault protocol.id protocol.limits protocol.wire
            protocol.envelope    <- protocol.crypto protocol.fault protocol.id protocol.limits protocol.link protocol.wire
            protocol.sealed      <- protocol.card protocol.crypto protocol.envelope protocol.fault protocol.frame protocol.id protocol.limits protocol.wire
            protocol.rekey       <- protocol.crypto protocol.id protocol.wire
            protocol.prekey      <- protocol.crypto protocol.limits protocol.rekey protocol.wire
            protocol.ratchet     <- protocol.crypto protocol.envelope protocol.fault protocol.id protocol.limits protocol.prekey protocol.rekey protocol.wire

            federation.store     <-
            federation.roster    <- protocol.card protocol.fault protocol.id
            federation.outbox    <- federation.store protocol.fault protocol.frame protocol.id protocol.limits
            federation.link      <- federation.outbox federation.roster federation.store protocol.card protocol.fault protocol.frame protocol.id protocol.limits protocol.tls

            relay.files          <-
            relay.store          <- federation.store relay.files protocol.crypto
            relay.turn           <- federation.store protocol.fault protocol.limits
            relay.mailbox        <- federation.store protocol.crypto protocol.fault protocol.frame protocol.id protocol.limits protocol.sealed
            relay.admission      <- federation.store protocol.crypto protocol.fault protocol.id
            relay.call           <- federation.store relay.mailbox relay.turn PROTOCOL
            relay.metrics        <- relay.call protocol.fault
            relay.session        <- federation.outbox federation.roster federation.store relay.admission relay.call relay.mailbox relay.metrics relay.turn PROTOCOL
            relay.ping           <- federation.outbox federation.roster federation.store relay.session relay.turn PROTOCOL
            relay.home           <- federation.roster relay.admission relay.files PROTOCOL
            relay.net            <- federation.link federation.roster relay.session PROTOCOL
            relay                <- FEDERATION RELAY PROTOCOL

            client.vault.disk    <- protocol.crypto protocol.limits
            client.vault         <- protocol.id
            client.vault.sqlite  <- client.vault protocol.crypto protocol.id
            client.vault.directory <- client.vault client.vault.disk client.vault.sqlite protocol.crypto
            client.device        <- client.vault.directory
            client.idle          <-
            client.rows          <-
            client.verification  <- protocol.crypto protocol.id protocol.link
            client.person        <- protocol.card protocol.envelope protocol.frame protocol.id protocol.link
            client.messenger     <- client.person client.rows client.vault PROTOCOL
            client.net           <- client.person PROTOCOL
            client               <- CLIENT PROTOCOL
            client.cli.desk      <- client client.idle client.messenger client.person client.vault client.vault.directory client.vault.sqlite PROTOCOL
            client.cli.open      <- client client.cli.desk client.idle client.messenger client.person client.vault.directory PROTOCOL
            client.cli           <- CLIENT PROTOCOL

            ops.config           <- FEDERATION RELAY PROTOCOL
            ops.metrics          <- RELAY
            ops.admin            <- ops.config ops.metrics RELAY
            ops.node             <- ops.admin ops.config ops.metrics FEDERATION RELAY PROTOCOL
            ops.partners         <- ops.config ops.node
            ops.upkeep           <- ops.config ops.node RELAY
            ops.netcheck.wire    <- ops.config PROTOCOL
            ops.netcheck         <- ops.admin ops.config ops.netcheck.wire ops.node FEDERATION RELAY PROTOCOL
            ops.programs         <-
            ops.demo             <- ops.admin ops.programs PROTOCOL
            ops.bench.wire       <- PROTOCOL
            ops.bench.load       <- ops.bench.wire PROTOCOL
            ops.bench.measure    <- ops.bench.load
            ops.bench.report     <- ops.admin ops.bench.load ops.bench.measure PROTOCOL
            ops.bench            <- ops.admin ops.bench.load ops.bench.measure ops.bench.report ops.bench.wire ops.config ops.metrics ops.programs RELAY PROTOCOL
            ops.simulation       <-
            ops.cli              <- OPS RELAY PROTOCOL
            """;

    @Test
    void everyPackageImportsOnlyWhatItsArrowsAllow() {
        // Given
        Map<String, Set<String>> allowed = allowed();

        // When
        Set<String> wrong = new TreeSet<>();
        for (JavaClass from : House.CLASSES) {
            for (Dependency each : from.getDirectDependenciesFromSelf()) {
                String source = name(from);
                String target = name(each.getTargetClass());
                if (!target.isEmpty() && !source.equals(target) && !mayImport(allowed, source, target)) {
                    wrong.add(source + " -> " + target + " (" + each.getDescription() + ")");
                }
            }
        }

        // Then
        assertEquals(Set.of(), wrong);
    }

    @Test
    void everyPackageHasItsLineOfArrows() {
        // Given
        Set<String> listed = allowed().keySet();

        // When
        Set<String> packages = House.CLASSES.stream()
                .map(ArrowsTest::name)
                .filter(each -> !each.equals("protocol"))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertEquals(new TreeSet<>(listed), packages);
    }

    @Test
    void noPackagesImportEachOtherInACircle() {
        slices().matching("org.waystation.(**)").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void theHouseIsNotEmpty() {
        assertTrue(House.CLASSES.size() > 200, "classes of all modules must be on the class path of this test");
    }

    private static boolean mayImport(Map<String, Set<String>> allowed, String source, String target) {
        Set<String> targets = allowed.getOrDefault(source, Set.of());
        return targets.contains(target) || targets.contains(module(target).toUpperCase(Locale.ROOT));
    }

    private static Map<String, Set<String>> allowed() {
        return ARROWS.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("<-", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0].trim(), parts -> words(parts[1]), (left, right) -> left, TreeMap::new));
    }

    private static Set<String> words(String text) {
        List<String> words = Arrays.asList(text.trim().split("\\s+"));
        return Set.copyOf(words.stream().filter(word -> !word.isEmpty()).toList());
    }

    private static String name(JavaClass each) {
        String name = each.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }

    private static String module(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
