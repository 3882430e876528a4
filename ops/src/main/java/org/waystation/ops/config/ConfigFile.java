package org.waystation.ops.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The text of a configuration: written once by {@code init}, read at every start. */
public final class ConfigFile {
    private static final String TEMPLATE = "relay.toml";

    private ConfigFile() {}

    /**
     * Reads and checks a file.
     *
     * @throws ConfigProblem if it is missing, unreadable, or not a valid configuration; the message begins with its name
     */
    public static RelayConfig read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigProblem("there is no " + file + "; make a relay with: waystation relay init");
        } catch (CharacterCodingException e) {
            throw new ConfigProblem(file + " is not a UTF-8 text");
        } catch (IOException e) {
            throw new ConfigProblem(file + " cannot be read: " + e.getMessage());
        } catch (ConfigProblem e) {
            throw new ConfigProblem(file + ": " + e.getMessage());
        }
    }

    /**
     * Checks a text.
     *
     * @throws ConfigProblem if it is not a valid configuration
     */
    public static RelayConfig parse(String toml) {
        ConfigTree tree = ConfigTree.parse(toml, ConfigKeys.all());
        return new RelayConfig(
                tree.text("name").orElse(""),
                tree.text("data").map(ConfigFile::directory).orElse(RelayConfig.DEFAULT_DATA),
                tree.texts("endpoints").stream()
                        .flatMap(List::stream)
                        .map(text -> hostPort("endpoints", text))
                        .toList(),
                new ListenConfig(address(tree, "listen.address", ListenConfig.DEFAULT.address())),
                new AdminConfig(address(tree, "admin.address", AdminConfig.DEFAULT.address())),
                new StoreConfig(tree.text("store.key")
                        .map(text -> KeySource.parse("store.key", text))
                        .orElse(StoreConfig.DEFAULT.key())),
                limits(tree),
                new LogConfig(tree.text("log.level").map(LogLevel::parse).orElse(LogConfig.DEFAULT.level())));
    }

    /** The commented text of a configuration. Reading it again gives an equal one. */
    public static String write(RelayConfig config) {
        LimitsConfig limits = config.limits();
        return template()
                .replace("@name@", config.name())
                .replace("@data@", quotable(config.data().toString()))
                .replace(
                        "@endpoints@",
                        config.endpoints().stream()
                                .map(each -> "\"" + each + "\"")
                                .collect(Collectors.joining(", ")))
                .replace("@listen.address@", config.listen().address().toString())
                .replace("@admin.address@", config.admin().address().toString())
                .replace("@store.key@", quotable(config.store().key().text()))
                .replace("@limits.max_mailbox_envelopes@", Long.toString(limits.maxMailboxEnvelopes()))
                .replace("@limits.max_mailbox_bytes@", Quantity.ofBytes(limits.maxMailboxBytes()))
                .replace("@limits.max_member_mailboxes@", Long.toString(limits.maxMemberMailboxes()))
                .replace("@limits.max_outbox_requests@", Long.toString(limits.maxOutboxRequests()))
                .replace("@limits.max_outbox_bytes@", Quantity.ofBytes(limits.maxOutboxBytes()))
                .replace("@limits.message_lifetime@", Quantity.ofDuration(limits.messageLifetime()))
                .replace("@limits.min_free_disk_bytes@", Quantity.ofBytes(limits.minFreeDiskBytes()))
                .replace("@limits.max_connections@", Integer.toString(limits.maxConnections()))
                .replace(
                        "@limits.max_partner_requests_per_second@", Long.toString(limits.maxPartnerRequestsPerSecond()))
                .replace("@limits.max_partner_bytes_per_second@", Quantity.ofBytes(limits.maxPartnerBytesPerSecond()))
                .replace("@log.level@", config.log().level().text());
    }

    static String template() {
        try (InputStream in = Objects.requireNonNull(ConfigFile.class.getResourceAsStream(TEMPLATE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LimitsConfig limits(ConfigTree tree) {
        LimitsConfig usual = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                count(tree, "limits.max_mailbox_envelopes", usual.maxMailboxEnvelopes()),
                bytes(tree, "limits.max_mailbox_bytes", usual.maxMailboxBytes()),
                count(tree, "limits.max_member_mailboxes", usual.maxMemberMailboxes()),
                count(tree, "limits.max_outbox_requests", usual.maxOutboxRequests()),
                bytes(tree, "limits.max_outbox_bytes", usual.maxOutboxBytes()),
                tree.text("limits.message_lifetime")
                        .map(text -> Quantity.duration("limits.message_lifetime", text))
                        .orElse(usual.messageLifetime()),
                bytes(tree, "limits.min_free_disk_bytes", usual.minFreeDiskBytes()),
                count(tree, "limits.max_connections", usual.maxConnections()),
                count(tree, "limits.max_partner_requests_per_second", usual.maxPartnerRequestsPerSecond()),
                bytes(tree, "limits.max_partner_bytes_per_second", usual.maxPartnerBytesPerSecond()));
    }

    private static int count(ConfigTree tree, String key, long usual) {
        return tree.number(key).orElse(Math.toIntExact(usual));
    }

    private static long bytes(ConfigTree tree, String key, long usual) {
        return tree.text(key).map(text -> Quantity.bytes(key, text)).orElse(usual);
    }

    private static HostPort address(ConfigTree tree, String key, HostPort usual) {
        return tree.text(key).map(text -> hostPort(key, text)).orElse(usual);
    }

    private static Path directory(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigProblem("data is no path: " + e.getReason());
        }
    }

    private static HostPort hostPort(String key, String text) {
        try {
            return HostPort.parse(text);
        } catch (ConfigProblem e) {
            throw new ConfigProblem(key + ": " + e.getMessage());
        }
    }

    private static String quotable(String path) {
        return path.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
