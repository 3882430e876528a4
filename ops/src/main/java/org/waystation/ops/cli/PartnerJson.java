package org.waystation.ops.cli;

import java.util.List;

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
