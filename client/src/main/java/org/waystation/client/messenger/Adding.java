package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.LinkRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.ratchet.Session;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedStanding;

/**
 * From a contact link to a conversation: the card of their relay, a mailbox of ours for their answers, their prekeys, the
 * handshake. Each step is taken as soon as the one before is committed, on whichever connection that is.
 */
final class Adding {
    private static final Duration PATIENCE = Duration.ofDays(7);

    /** An introduction is written in for so long; what comes of it then is under way no longer than its prekeys are kept. */
    static final Duration INTRODUCTION_LASTS =
            PrekeyStock.GRACE.minus(LetterWriter.LIFETIME).minusDays(3);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofHours(1);

    /** Takes a row that is to be carried. */
    interface Outbox {
        void add(Turn turn, SubmissionRow row);
    }

    private final Cards cards;
    private final Outbox outbox;

    Adding(Cards cards, Outbox outbox) {
        this.cards = cards;
        this.outbox = outbox;
    }

    /** For a contact that is being added: asks for the prekeys, unless that has been done or cannot be done yet. */
    void advance(Turn turn, ContactRow contact) {
        boolean alreadyAsked = turn.rows().submissionsOf(contact.getId()).stream()
                .anyMatch(row -> row.getEnvelope().isEmpty());
        if (alreadyAsked || !Mailboxes.isCreated(turn, contact)) {
            return;
        }
        LinkRow link = contact.getLink();
        Optional<RelayCard> card = cards.usable(turn, RelayId.of(link.getRelay().toByteArray()), contact.getId());
        card.ifPresent(to -> outbox.add(
                turn,
                Outcomes.seal(
                        turn,
                        contact.getId(),
                        0,
                        to,
                        new Call.FetchPrekeys(
                                turn.coarselyAfter(PATIENCE),
                                MailboxId.of(link.getFrontDoor().toByteArray()),
                                SendToken.of(link.getLinkToken().toByteArray())))));
    }

    /** Whether nobody has answered our introduction for so long that they may not be able to open what we write in it now. */
    static boolean isStale(Turn turn, ContactRow contact) {
        return turn.rows()
                .session(contact.getSendingSession())
                .filter(row -> Instant.ofEpochSecond(row.getMadeAt())
                        .plus(INTRODUCTION_LASTS)
                        .isBefore(turn.now()))
                .map(row -> Sessions.of(turn, row))
                .flatMap(Session::pendingIntroduction)
                .isPresent();
    }

    /** For a contact whose introduction is stale: asks for the prekeys anew. Nothing is lost if they cannot be had now. */
    void introduceAnew(Turn turn, ContactRow contact) {
        if (!turn.channel().isPausing(contact.getId())) {
            advance(turn, contact);
        }
    }

    private static boolean isFirst(ContactRow contact) {
        return contact.getPhase() == ContactRow.Phase.ADDING;
    }

    void onPrekeys(Turn turn, long id, Bytes encoded) {
        ContactRow contact = turn.contact(id);
        if (!isFirst(contact) && !isStale(turn, contact)) {
            return; // They were quicker and introduced themselves to us, or have answered.
        }
        try {
            SendToken linkToken = SendToken.of(contact.getLink().getLinkToken().toByteArray());
            PrekeyBundle bundle = PrekeyBundle.decode(
                    SealedStanding.openBundle(encoded, linkToken),
                    contact.getFingerprint().toByteArray());
            SessionRow session = Sessions.add(turn, id, Session.initiate(turn.identity(), bundle, turn.entropy()));
            turn.rows()
                    .put(contact.toBuilder()
                            .setPhase(isFirst(contact) ? ContactRow.Phase.INTRODUCED : contact.getPhase())
                            .setSendingSession(session.getId())
                            .setKnowsAddress(false)
                            .setOwesAnswer(true)
                            .build());
            turn.touch(id);
        } catch (CryptoRefused e) {
            if (isFirst(contact)) {
                fail(turn, contact, FaultNumber.of(FaultCode.REJECTED), true);
            } else {
                tryLater(turn, id);
            }
        }
    }

    void onFetchFailed(Turn turn, long id, FaultNumber fault) {
        ContactRow contact = turn.contact(id);
        if (contact.getPhase() == ContactRow.Phase.ADDING) {
            fail(turn, contact, fault, false);
        } else {
            tryLater(turn, id);
        }
    }

    /** The card of their relay cannot be had; whether they wait for it all the same. */
    static boolean onNoCard(Turn turn, long id, FaultNumber fault, boolean distrusted) {
        ContactRow contact = turn.contact(id);
        boolean adding = contact.getPhase() == ContactRow.Phase.ADDING;
        if (adding && (distrusted || !fault.mayPass())) {
            fail(turn, contact, fault, distrusted);
            return false;
        }
        if (!adding && fault.is(FaultCode.UNKNOWN_RELAY)) {
            turn.tell(new Notice.RelayNotAPartner(id));
        }
        return true;
    }

    /** Who was reached once is not given up: what is written waits here meanwhile. */
    private static void tryLater(Turn turn, long id) {
        turn.channel().pause(id);
        turn.channel().tryAgain(turn.now(), BEFORE_ANOTHER_TRY, later -> {
            later.channel().resume(id);
            later.touch(id);
        });
    }

    private static void fail(Turn turn, ContactRow contact, FaultNumber fault, boolean distrusted) {
        turn.rows()
                .put(contact.toBuilder()
                        .setPhase(ContactRow.Phase.UNREACHABLE)
                        .setFault(fault.number())
                        .setDistrusted(distrusted)
                        .build());
        for (long number = contact.getNextToSeal(); number < contact.getNextNumber(); number++) {
            Deliveries.advance(turn, contact.getId(), number, Delivery.REFUSED, Optional.of(fault));
        }
        turn.tell(new Notice.ContactUnreachable(contact.getId(), fault, distrusted));
    }
}
