package org.waystation.ops.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PartnerFiles;
import org.waystation.ops.node.RelayDirectory;

/** A roster in memory; there is one relay that could be added. */
final class FakePartners implements PartnerFiles {
    static final PartnerLine TWO = new PartnerLine(
            "two.example.org", "11111 22222", List.of("two.example.org:7443"), FakeRelayFiles.NOW, "active");

    final List<PartnerLine> known = new ArrayList<>();

    @Override
    public PartnerLine inspect(String cardText) {
        if (!cardText.equals("waystation-card:two")) {
            throw new CommandFailure(ExitCode.USER, "this is no relay card");
        }
        return TWO;
    }

    @Override
    public Optional<String> voucherOf(RelayDirectory directory, String cardText) {
        return Optional.empty();
    }

    @Override
    public PartnerLine add(RelayDirectory directory, String cardText, String fingerprint) {
        PartnerLine partner = inspect(cardText);
        if (!fingerprint.equals(partner.fingerprint())) {
            throw new CommandFailure(ExitCode.TRUST, "another fingerprint");
        }
        known.add(partner);
        return partner;
    }

    @Override
    public PartnerLine replace(RelayDirectory directory, String was, String cardText, String fingerprint) {
        return add(directory, cardText, fingerprint);
    }

    @Override
    public List<String> denied(RelayDirectory directory) {
        return List.of("33333 44444");
    }

    @Override
    public String change(RelayDirectory directory, String who, PartnerChange change) {
        return who;
    }

    @Override
    public List<PartnerLine> list(RelayDirectory directory) {
        return known;
    }
}
