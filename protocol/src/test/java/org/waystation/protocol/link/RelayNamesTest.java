package org.waystation.protocol.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "localhost", "relay.example.org", "xn--bcher-kva.example", "1.2.3.4", "a-b.c"})
    void domainNameInLowerCaseIsAName(String name) {
        assertTrue(RelayNames.isName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "A.example",
                "-a.example",
                "a b",
                "a_b",
                "b\u00fccher.example",
                "a\n",
                "a:1",
                "\u0430.example"
            })
    void anythingElseIsNoName(String name) {
        assertFalse(RelayNames.isName(name));
        assertThrows(IllegalArgumentException.class, () -> RelayNames.require(name));
    }

    @Test
    void nameHasTheLengthsOfDns() {
        // Given
        String label = "a".repeat(63);
        String longest = (label + ".").repeat(3) + "a".repeat(61);
        // Then
        assertTrue(RelayNames.isName(longest));
        assertFalse(RelayNames.isName(longest + "a"));
        assertFalse(RelayNames.isName(label + "a"));
        assertFalse(RelayNames.isName("a.".repeat(500_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1", "Relay.Example:65535", "127.0.0.1:80", "[::1]:80", "[fe80::1.2.3.4]:443"})
    void hostAndPortAreAnEndpoint(String endpoint) {
        assertTrue(RelayNames.isEndpoint(endpoint));
        RelayNames.requireEndpoint(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                ":1",
                "a:",
                "a:0",
                "a:65536",
                "a:99999",
                "a:123456",
                "a:-1",
                "a:x",
                "::1:80",
                "[::1]",
                "[]:1",
                "[fe80::1%eth0]:1",
                "a b:1",
                "a/b:1",
                "a:1\n",
                "user@a:1"
            })
    void anythingElseIsNoEndpoint(String endpoint) {
        assertFalse(RelayNames.isEndpoint(endpoint));
        assertThrows(IllegalArgumentException.class, () -> RelayNames.requireEndpoint(endpoint));
    }
}
