package org.waystation.ops.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** What an operator writes: the configuration, and its values one by one. */
public final class ConfigDecoders implements Decoders {
    private static final String SMALL = """
            name = "relay.example.org"
            data = "/var/lib/waystation"
            endpoints = ["relay.example.org:7443", "[2001:db8::1]:443"]

            [store]
            key = "env:NODE_KEY"

            [limits]
            max_mailbox_bytes = "32 MiB"
            message_lifetime = "14d"
            max_connections = 100

            [log]
            level = "info"
            """;

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("ops.config")
                        .refusing(ConfigProblem.class)
                        .from(() ->
                                List.of(utf8(SMALL), utf8("name = \"a.example\"\nlisten.address = \"[::]:7443\"\n")))
                        .stable(each -> ConfigFile.parse(text(each)), each -> utf8(ConfigFile.write(each))),
                Decoder.named("ops.host-port")
                        .refusing(ConfigProblem.class)
                        .from(() -> List.of(utf8("a.example:7443"), utf8("[::1]:0")))
                        .stable(each -> HostPort.parse(text(each)), each -> utf8(each.toString())),
                Decoder.named("ops.key-source")
                        .refusing(ConfigProblem.class)
                        .from(() ->
                                List.of(utf8("directory"), utf8("prompt"), utf8("file:/run/key"), utf8("env:NODE_KEY")))
                        .stable(each -> KeySource.parse("store.key", text(each)), each -> utf8(each.text())),
                Decoder.named("ops.size")
                        .refusing(ConfigProblem.class)
                        .from(() -> List.of(utf8("32MiB"), utf8("7 B")))
                        .stable(each -> Quantity.bytes("a", text(each)), each -> utf8(Quantity.ofBytes(each))),
                Decoder.named("ops.time")
                        .refusing(ConfigProblem.class)
                        .from(() -> List.of(utf8("14d"), utf8("90 s")))
                        .stable(each -> Quantity.duration("a", text(each)), each -> utf8(Quantity.ofDuration(each))),
                Decoder.named("ops.log-level")
                        .refusing(ConfigProblem.class)
                        .from(() -> List.of(utf8("info")))
                        .stable(each -> LogLevel.parse(text(each)), each -> utf8(each.text())));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
