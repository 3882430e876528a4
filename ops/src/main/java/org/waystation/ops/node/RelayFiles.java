package org.waystation.ops.node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.waystation.federation.roster.Partner;
import org.waystation.ops.config.KeySource;
import org.waystation.protocol.card.RelayCard;

/**
 * What the short commands do to a relay's data directory, whether the relay runs or not. Every method fails with a
 * {@link CommandFailure} that says what to do.
 */
public interface RelayFiles {
    /** Makes the keys of a new relay, under the node key that its configuration names. */
    Identity create(RelayDirectory directory);

    CardLine card(RelayDirectory directory);

    /** What the commands about partners do. */
    PartnerFiles partners();

    /**
     * Says in the relay's card that it is gone for good.
     *
     * @param successorCard card of the relay that goes on
     */
    CardLine retire(RelayDirectory directory, Instant since, Optional<String> successorCard);

    /** The cards on file, and how it stands with the partners. */
    Cards cards(RelayDirectory directory);

    VoucherLine newVoucher(RelayDirectory directory, Duration validity);

    /** The data was put back from a copy; refused while the relay runs. */
    void markRestored(RelayDirectory directory);

    /** Copies the data directory, whether the relay runs or not, into {@code data}. */
    void copy(RelayDirectory directory, Path data);

    /** Looks whether the store is sound; refused while the relay runs. */
    Checked check(RelayDirectory directory);

    /** Puts the relay's keys under another node key; refused while the relay runs. */
    void moveKey(RelayDirectory directory, KeySource to);

    /**
     * What a check found.
     *
     * @param damaged rows that do not open
     * @param findings what else is wrong, in words with counts
     */
    record Checked(long rows, long damaged, List<String> findings) {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What is known of the relays that this one has to do with.
     *
     * @param own empty if the relay has never been started
     */
    record Cards(Optional<RelayCard> own, List<Partner> partners) {
        public Cards {
            partners = List.copyOf(partners);
        }
    }

    record Identity(String fingerprint, Path keys) {}

    record CardLine(String name, String fingerprint, Instant expiresAt, String text) {}

    /**
     * The text is a secret until it is redeemed.
     *
     * @param expiresAt in whole seconds, as the voucher itself has it
     */
    record VoucherLine(String text, Instant expiresAt) {
        public VoucherLine {
            expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public String toString() {
            return "VoucherLine[hidden]";
        }
    }
}
