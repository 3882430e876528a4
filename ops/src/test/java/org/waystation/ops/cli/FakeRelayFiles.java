package org.waystation.ops.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.ops.config.KeySource;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.RelayFiles;

/** Keeps nothing on disk; every relay has the fingerprint 12345. */
final class FakeRelayFiles implements RelayFiles {
    static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    final FakePartners partners = new FakePartners();
    boolean restored;
    Checked checked = new Checked(3, 0, List.of());
    boolean running;
    String movedTo = "";

    @Override
    public Identity create(RelayDirectory directory) {
        return new Identity("12345", Path.of("keys"));
    }

    @Override
    public CardLine card(RelayDirectory directory) {
        return new CardLine(directory.config().name(), "12345", NOW, "waystation-card:one");
    }

    @Override
    public FakePartners partners() {
        return partners;
    }

    @Override
    public CardLine retire(RelayDirectory directory, Instant since, Optional<String> successorCard) {
        return card(directory);
    }

    @Override
    public Cards cards(RelayDirectory directory) {
        return new Cards(Optional.empty(), List.of());
    }

    @Override
    public void markRestored(RelayDirectory directory) {
        if (running) {
            throw new CommandFailure(ExitCode.USER, "another relay process uses this directory; stop it first");
        }
        restored = true;
    }

    @Override
    public void copy(RelayDirectory directory, Path data) {
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("identity.key"), "copied");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (running) {
            throw new CommandFailure(ExitCode.NETWORK, "the relay runs, and did not copy its store");
        }
    }

    @Override
    public Checked check(RelayDirectory directory) {
        return checked;
    }

    @Override
    public void moveKey(RelayDirectory directory, KeySource to) {
        movedTo = to.text();
    }

    @Override
    public VoucherLine newVoucher(RelayDirectory directory, Duration validity) {
        // A clock counts finer than a voucher.
        return new VoucherLine(
                "waystation-voucher:one", NOW.plusNanos(678_901_234).plus(validity));
    }
}
