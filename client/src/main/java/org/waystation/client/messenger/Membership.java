package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waystation.client.person.Account;
import org.waystation.client.person.JoinResult;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.link.Voucher;
import org.waystation.protocol.prekey.Identity;

/** Makes the person's keys when they join, and tells what is known about their membership. */
final class Membership {
    private Membership() {}

    /** As long as no voucher has been redeemed, another may take its place. */
    static JoinResult join(Turn turn, Voucher voucher) {
        Optional<AccountRow> existing = turn.rows().account();
        if (existing.isPresent() && existing.get().getRedeemed()) {
            return new JoinResult.AlreadyMember(existing.get().getRelayName());
        }
        boolean sameRelay = existing.isPresent()
                && voucher.relay().equals(RelayId.of(existing.get().getRelay().toByteArray()));
        if (!sameRelay) {
            turn.rows().mailboxes().forEach(turn.rows()::delete);
            turn.rows().put(newAccount(turn, voucher).build());
        } else {
            // The relay may know the member key already: an answer can get lost.
            turn.rows()
                    .put(existing.get().toBuilder()
                            .setEndpoint(voucher.endpoint())
                            .setVoucher(Rows.field(voucher.secret()))
                            .build());
        }
        return new JoinResult.Started();
    }

    private static AccountRow.Builder newAccount(Turn turn, Voucher voucher) {
        MailboxRow frontDoor = Mailboxes.make(turn, 0);
        Identity identity = Identity.generate(turn.entropy());
        return AccountRow.newBuilder()
                .setRelayName(voucher.relayName())
                .setRelay(Rows.field(voucher.relay().value()))
                .setEndpoint(voucher.endpoint())
                .setVoucher(Rows.field(voucher.secret()))
                .setMemberSeed(ByteString.copyFrom(turn.entropy().bytes(SigningKey.SEED_BYTES)))
                .setIdentity(ByteString.copyFrom(identity.encode().exposeBytes()))
                .setFrontDoor(frontDoor.getId());
    }

    static Optional<Account> view(Turn turn) {
        return turn.rows().account().map(account -> view(turn, account));
    }

    private static Account view(Turn turn, AccountRow account) {
        RelayId relay = RelayId.of(account.getRelay().toByteArray());
        Optional<RelayCard> card = Cards.stored(turn, relay);
        Set<String> endpoints = new LinkedHashSet<>();
        endpoints.add(account.getEndpoint());
        card.ifPresent(known -> endpoints.addAll(known.endpoints()));
        // The relay of an old card may show another key by now. Its new card, which it shows at once, has to name it.
        List<Bytes> pins = card.filter(
                        each -> each.issuedAt().plus(Limits.TLS_KEY_ANNOUNCED).isAfter(turn.now()))
                .map(RelayCard::tlsPins)
                .orElse(List.of());
        long unreadable = turn.rows().mailboxes().stream()
                .mapToLong(MailboxRow::getUnreadable)
                .sum();
        return new Account(
                account.getRelayName(),
                relay,
                account.getRedeemed(),
                link(turn, account, relay),
                new ArrayList<>(endpoints),
                pins,
                card.flatMap(RelayCard::tombstone),
                unreadable);
    }

    private static ContactLink link(Turn turn, AccountRow account, RelayId relay) {
        MailboxId frontDoor = MailboxId.of(account.getFrontDoor().toByteArray());
        MailboxRow mailbox = turn.rows().mailbox(frontDoor).orElseThrow();
        return new ContactLink(
                account.getRelayName(),
                relay,
                frontDoor,
                Bytes.wrap(turn.identity().publicIdentity().fingerprint()),
                SendToken.of(mailbox.getSendToken().toByteArray()));
    }

    /** The endpoint that worked is tried first the next time. */
    static void noteEndpoint(Turn turn, String endpoint) {
        AccountRow account = turn.account();
        if (!account.getEndpoint().equals(endpoint)) {
            turn.rows().put(account.toBuilder().setEndpoint(endpoint).build());
        }
    }
}
