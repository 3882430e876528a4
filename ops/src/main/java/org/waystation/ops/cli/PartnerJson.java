package org.waystation.ops.cli;

import java.util.List;
import org.waystation.ops.node.RelayFiles;

/** A partner in the JSON answers. */
record PartnerJson(String name, String fingerprint, List<String> endpoints, String cardExpiresAt) {
    static PartnerJson of(RelayFiles.PartnerLine line) {
        return new PartnerJson(
                line.name(),
                line.fingerprint(),
                line.endpoints(),
                line.cardExpiresAt().toString());
    }
}
