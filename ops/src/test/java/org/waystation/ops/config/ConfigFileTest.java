package org.waystation.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
    private static final String NAME = "name = \"one.example.org\"\n";

    @Test
    void theFileThatInitWritesHoldsEveryDefault() {
        // Given
        RelayConfig defaults = RelayConfig.defaults("one.example.org");
        // When
        String text = ConfigFile.write(defaults);
        // Then
        assertEquals(defaults, ConfigFile.parse(text));
        assertEquals(defaults, ConfigFile.parse(NAME), "a key that is left out has the same default");
    }

    @Test
    void theFileThatInitWritesHoldsEveryKeyInTheOrderOfTheRecords() {
        // Given
        String text = ConfigFile.write(RelayConfig.defaults("one.example.org"));
        // When
        List<String> keys = keysOf(text);
        // Then
        assertEquals(List.copyOf(ConfigKeys.all()), keys);
    }

    @Test
    void everyKeyOfTheFileHasACommentAboveIt() {
        // Given
        List<String> lines = ConfigFile.template().lines().toList();
        // When
        List<String> withoutComment = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String above = lines.get(i - 1);
            // Two keys that say how much fits one thing share a comment.
            boolean explained = above.startsWith("#")
                    || above.matches("max_(mailbox|outbox|partner)_(envelopes|requests)(_per_second)? .*");
            if (lines.get(i).matches("[a-z_]+ = .*") && !explained) {
                withoutComment.add(lines.get(i));
            }
        }
        // Then
        assertEquals(List.of(), withoutComment);
    }

    @Test
    void aConfigurationWithEveryKeyChangedIsReadBackAsItWas() {
        // Given
        RelayConfig changed = new RelayConfig(
                "two.example.org",
                Path.of("/var/lib/way \"station\""),
                List.of(HostPort.parse("two.example.org:443"), HostPort.parse("[2001:db8::1]:7443")),
                new ListenConfig(HostPort.parse("[::]:0")),
                new AdminConfig(HostPort.parse("[::1]:9100")),
                new StoreConfig(KeySource.parse("store.key", "file:/run/way \"station\"/node.key")),
                new LimitsConfig(7, 70_000, 9, 11, 140_000, Duration.ofHours(36), 2L << 30, 17, 50, 3L << 20),
                new LogConfig(LogLevel.WARN));
        // When
        RelayConfig read = ConfigFile.parse(ConfigFile.write(changed));
        // Then
        assertEquals(changed, read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nmae = \"x\" | unknown key nmae; did you mean name?",
                "[limits]\\nmax_mailbox_envelops = 3 | unknown key limits.max_mailbox_envelops; did you mean limits.max_mailbox_envelopes?",
                "[limit]\\nmessage_lifetime = \"1d\" | unknown key limit; did you mean",
                "listen = \"0.0.0.0:1\" | listen must be a table: a line [listen] and its keys below it",
                "data = 3 | data must be text in quotes",
                "data = \"\" | data is empty",
                "data = \"a\\u0000b\" | data is no path",
                "[store]\\nkey = \"file:/run/\\u0000\" | store.key must be",
                "name = \"Relay One\" | name is \"Relay One\"; use a domain name in small letters",
                "name = \"\" | name is missing",
                "endpoints = \"a:1\" | endpoints must be a list of texts",
                "endpoints = [\"a:0\"] | nobody can connect to port 0",
                "endpoints = [\"a\"] | endpoints: 'a' is not written host:port",
                "[listen]\\naddress = \"::1:80\" | listen.address: '::1:80': write an IPv6 address in brackets",
                "[listen]\\naddress = \"a:99999\" | listen.address: port 99999 is not between 0 and 65535",
                "[admin]\\naddress = \"0.0.0.0:0\" | must stay on this machine",
                "[store]\\nkey = \"file:node.key\" | store.key must be \"directory\", \"file:/absolute/path\", \"env:NAME\"",
                "[store]\\nkey = \"env:A-B\" | store.key must be",
                "[store]\\nkey = \"0011\" | never the key itself",
                "[limits]\\nmax_mailbox_envelopes = 0 | limits.max_mailbox_envelopes is 0; it must be from 1 to",
                "[limits]\\nmax_mailbox_envelopes = 1.5 | must be a whole number",
                "[limits]\\nmax_mailbox_bytes = \"1KiB\" | limits.max_mailbox_bytes is \"1KiB\"; it must be at least \"64KiB\"",
                "[limits]\\nmax_outbox_bytes = \"99999999999TiB\" | which is too large",
                "[limits]\\nmax_outbox_bytes = 12 | limits.max_outbox_bytes must be text in quotes",
                "[limits]\\nmessage_lifetime = \"31d\" | it must be from \"1h\" to \"30d\"",
                "[limits]\\nmessage_lifetime = \"two weeks\" | write a time with its unit",
                "[limits]\\nmin_free_disk_bytes = \"0B\" | limits.min_free_disk_bytes is \"0B\"; it must be at least \"1MiB\"",
                "[limits]\\nmax_partner_requests_per_second = 0 | limits.max_partner_requests_per_second is 0; it must be from 1 to",
                "[limits]\\nmax_partner_bytes_per_second = \"1KiB\" | limits.max_partner_bytes_per_second is \"1KiB\"; it must be at least",
                "[log]\\nlevel = \"loud\" | log.level is \"loud\"; use \"error\", \"warn\", \"info\" or \"debug\"",
                "name = | line 1: ",
            })
    void aWrongConfigurationIsRefusedWithTheKeyAndTheFix(String toml, String expected) {
        // Given
        String text = (toml.startsWith("name") || toml.startsWith("nmae") ? "" : NAME) + toml.replace("\\n", "\n");
        // When
        ConfigProblem problem = assertThrows(ConfigProblem.class, () -> ConfigFile.parse(text));
        // Then
        assertTrue(String.valueOf(problem.getMessage()).contains(expected), problem::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "prompt", "env:NODE_KEY", "file:/run/node.key"})
    void everyPlaceOfTheNodeKeyIsReadBackAsItWas(String place) {
        // Given
        String text = NAME + "[store]\nkey = \"" + place + "\"";
        // When
        RelayConfig read = ConfigFile.parse(ConfigFile.write(ConfigFile.parse(text)));
        // Then
        assertEquals(place, read.store().key().text());
    }

    @Test
    void aProblemInAFileBeginsWithTheNameOfTheFile(@TempDir Path directory) throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("relay.toml"), NAME + "nam = 3");
        // When
        ConfigProblem problem = assertThrows(ConfigProblem.class, () -> ConfigFile.read(file));
        // Then
        assertEquals(file + ": unknown key nam; did you mean name?", problem.getMessage());
    }

    @Test
    void aMissingFileSaysHowToMakeOne(@TempDir Path directory) {
        // Given
        Path file = directory.resolve("relay.toml");
        // When
        ConfigProblem problem = assertThrows(ConfigProblem.class, () -> ConfigFile.read(file));
        // Then
        assertEquals("there is no " + file + "; make a relay with: waystation relay init", problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:7443, '', one.example.org:7443",
        "[::]:0, '', one.example.org:7443",
        "192.0.2.7:0, '', 192.0.2.7:7443",
        "[2001:db8::7]:1, '', [2001:db8::7]:7443",
        "127.0.0.1:0, elsewhere.example.org:443, elsewhere.example.org:443",
    })
    void theCardNamesWhereTheRelayIsReached(String listen, String endpoint, String published) {
        // Given
        String endpoints = endpoint.isEmpty() ? "" : "endpoints = [\"" + endpoint + "\"]\n";
        RelayConfig config = ConfigFile.parse(NAME + endpoints + "[listen]\naddress = \"" + listen + "\"");
        // When
        List<String> addresses = config.publishedEndpoints(7443);
        // Then
        assertEquals(List.of(published), addresses);
    }

    private static List<String> keysOf(String toml) {
        List<String> keys = new ArrayList<>();
        String table = "";
        for (String line : toml.lines().toList()) {
            if (line.startsWith("[")) {
                table = line.substring(1, line.indexOf(']')) + ".";
            } else if (Pattern.matches("[a-z_]+ = .*", line)) {
                keys.add(table + line.substring(0, line.indexOf(' ')));
            }
        }
        return keys;
    }
}
