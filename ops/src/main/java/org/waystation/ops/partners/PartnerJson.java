package org.waystation.ops.partners;

import java.util.List;
import org.waystation.ops.node.PartnerFiles;

/** A partner in the JSON answers. */
record PartnerJson(String name, String fingerprint, String standing, List<String> endpoints, String cardExpiresAt) {
    static PartnerJson of(PartnerFiles.PartnerLine line) {
        return new PartnerJson(
                line.name(),
                line.fingerprint(),
                line.standing(),
                line.endpoints(),
                line.cardExpiresAt().toString());
    }
}
