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

    /** What a partner's card says, its signature checked; nothing is changed. */
    PartnerLine inspect(String cardText);

    /**
     * The partner, by name, that has said with its own key that the relay of this card goes on in its place; nobody need compare
     * the fingerprint then. Empty if none has, or the one that has is held.
     */
    Optional<String> voucherOf(RelayDirectory directory, String cardText);

    /** Adds a partner, whose fingerprint must be this one; a later card of a known partner replaces the earlier. */
    PartnerLine addPartner(RelayDirectory directory, String cardText, String fingerprint);

    /**
     * Puts the relay of a card, whose fingerprint must be this one, in the place of a partner whose key may be in other hands.
     *
     * @param was name or fingerprint of the partner that goes
     */
    PartnerLine replacePartner(RelayDirectory directory, String was, String cardText, String fingerprint);

    List<PartnerLine> partners(RelayDirectory directory);

    /** Fingerprints of the relays that are denied. */
    List<String> denied(RelayDirectory directory);

    /**
     * Changes how it stands with a partner.
     *
     * @param who its name or fingerprint
     * @return the partner's name, or its fingerprint if no more is known
     */
    String changePartner(RelayDirectory directory, String who, PartnerChange change);

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

    /** What an operator can want with a partner. */
    enum PartnerChange {
        SUSPEND,
        QUARANTINE,
        RESUME,
        REMOVE,
        DENY,
        ALLOW
    }

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

    /** @param standing in one word: active, suspended, quarantined or closed */
    record PartnerLine(
            String name, String fingerprint, List<String> endpoints, Instant cardExpiresAt, String standing) {}

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
