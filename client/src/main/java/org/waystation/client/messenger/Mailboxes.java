package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;

/**
 * Our mailboxes at our relay: made, attached, and emptied. Every mailbox has an owner key of its own, so that they cannot be
 * told to belong to one person by their keys.
 *
 * <p>An envelope is acknowledged whatever was in it: what cannot be read today cannot be read tomorrow, and must not block
 * what comes after it.
 */
final class Mailboxes {
    /** As many as a relay is likely to deliver twice around a lost connection. */
    private static final int SEEN_KEPT = 256;

    /** Says whether something of ours could read the envelope. */
    interface Reader {
        boolean read(Turn turn, MailboxRow mailbox, byte[] envelope);
    }

    /** The front door is there, or there again. */
    interface OnFrontDoor {
        void opened(Turn turn, MailboxRow mailbox);
    }

    private final Reader reader;
    private final OnFrontDoor onFrontDoor;

    Mailboxes(Reader reader, OnFrontDoor onFrontDoor) {
        this.reader = reader;
        this.onFrontDoor = onFrontDoor;
    }

    /** A new one in the vault; {@code contact}: 0 for the front door. */
    static MailboxRow make(Turn turn, long contact) {
        MailboxRow row = MailboxRow.newBuilder()
                .setId(random(turn, MailboxId.LENGTH_BYTES))
                .setOwnerSeed(random(turn, SigningKey.SEED_BYTES))
                .setSendToken(random(turn, SendToken.LENGTH_BYTES))
                .setContact(contact)
                .build();
        turn.rows().put(row);
        return row;
    }

    private static ByteString random(Turn turn, int bytes) {
        return ByteString.copyFrom(turn.entropy().bytes(bytes));
    }

    static boolean isCreated(Turn turn, ContactRow contact) {
        return of(turn, contact).map(MailboxRow::getCreated).orElse(false);
    }

    static Optional<MailboxRow> of(Turn turn, ContactRow contact) {
        return contact.getMailbox().isEmpty()
                ? Optional.empty()
                : turn.rows().mailbox(MailboxId.of(contact.getMailbox().toByteArray()));
    }

    /** Creates and attaches whatever is not yet. */
    void attachAll(Turn turn) {
        List<MailboxRow> all = turn.rows().mailboxes();
        all.forEach(row -> attach(turn, row));
        tellIfCaughtUp(turn, all);
    }

    void attach(Turn turn, MailboxRow row) {
        if (!turn.channel().isReady()) {
            return;
        }
        if (!row.getCreated()) {
            create(turn, row);
            return;
        }
        Bytes signature = turn.channel().proof().signAttach(ownerKey(row), idOf(row));
        turn.ask(new ToRelay.Attach(idOf(row), signature), new Answer() {
            @Override
            public void onDone(Turn next) {
                next.channel().attached().add(idOf(row));
                if (row.getContact() == 0) {
                    onFrontDoor.opened(next, row);
                }
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                // A relay that was set back to an old backup has lost it, and does not say so: an unknown mailbox and a
                // wrong signature are answered alike. Once per connection we make it again.
                if (fault.is(FaultCode.REJECTED) && next.channel().mayRecreate(idOf(row))) {
                    MailboxRow lost =
                            current(next, row).toBuilder().setCreated(false).build();
                    next.rows().put(lost);
                    create(next, lost);
                } else {
                    giveUp(next, row, fault, retryAfter);
                }
            }
        });
    }

    private void create(Turn turn, MailboxRow row) {
        OwnerKey owner = OwnerKey.of(ownerKey(row).verifyingKey().bytes());
        SendToken token = SendToken.of(row.getSendToken().toByteArray());
        turn.ask(new ToRelay.CreateMailbox(idOf(row), owner, token, row.getContact() == 0), new Answer() {
            @Override
            public void onDone(Turn next) {
                MailboxRow created =
                        current(next, row).toBuilder().setCreated(true).build();
                next.rows().put(created);
                if (row.getContact() != 0) {
                    next.touch(row.getContact());
                }
                attach(next, created);
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                giveUp(next, row, fault, retryAfter);
            }
        });
    }

    /** Nothing will come from it for now, so nobody should wait for it. */
    private void giveUp(Turn turn, MailboxRow row, FaultNumber fault, Duration retryAfter) {
        turn.tryAgain(fault, retryAfter, next -> attach(next, current(next, row)));
        turn.tell(new Notice.MailboxRefused(row.getContact(), fault));
        turn.channel().caughtUp().add(idOf(row));
        tellIfCaughtUp(turn, turn.rows().mailboxes());
    }

    void onDeliver(Turn turn, FromRelay.Deliver delivered) {
        Optional<MailboxRow> found = turn.rows().mailbox(delivered.mailbox());
        if (found.isEmpty()) {
            return; // Nothing that we could acknowledge, or should: it is not ours.
        }
        ByteString envelope = ByteString.copyFrom(delivered.envelope().toByteArray());
        boolean repeated = found.get().getSeenList().contains(envelope);
        if (!repeated) {
            boolean readable =
                    reader.read(turn, found.get(), delivered.content().toByteArray());
            note(turn, current(turn, found.get()), envelope, readable);
        }
        acknowledge(turn, delivered.mailbox(), delivered.sequence());
    }

    /** For an envelope over which our own code failed: as if nothing had been in it. */
    void drop(Turn turn, FromRelay.Deliver delivered) {
        turn.rows()
                .mailbox(delivered.mailbox())
                .ifPresent(row ->
                        note(turn, row, ByteString.copyFrom(delivered.envelope().toByteArray()), false));
        acknowledge(turn, delivered.mailbox(), delivered.sequence());
    }

    private static void note(Turn turn, MailboxRow row, ByteString envelope, boolean readable) {
        MailboxRow.Builder next = row.toBuilder();
        if (next.getSeenCount() >= SEEN_KEPT) {
            List<ByteString> newest =
                    List.copyOf(row.getSeenList().subList(row.getSeenCount() - SEEN_KEPT + 1, row.getSeenCount()));
            next.clearSeen().addAllSeen(newest);
        }
        next.addSeen(envelope);
        if (!readable) {
            next.setUnreadable(row.getUnreadable() + 1);
            turn.tell(new Notice.Unreadable(row.getContact()));
        }
        turn.rows().put(next.build());
    }

    /** Until it is taken the envelopes fill the window of this connection, so it is repeated. */
    private static void acknowledge(Turn turn, MailboxId mailbox, long through) {
        turn.ask(new ToRelay.Acknowledge(mailbox, through), new Answer() {
            @Override
            public void onDone(Turn next) {}

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                if (fault.mayPass() && next.channel().noteRefusedAcknowledgement(mailbox, through)) {
                    next.tryAgain(
                            fault,
                            retryAfter,
                            again -> acknowledge(again, mailbox, again.channel().takeRefusedAcknowledgement(mailbox)));
                }
            }
        });
    }

    void onCaughtUp(Turn turn, FromRelay.CaughtUp message) {
        turn.channel().caughtUp().add(message.mailbox());
        turn.rows()
                .mailbox(message.mailbox())
                .filter(row -> row.getContact() != 0)
                .ifPresent(row -> turn.touch(row.getContact()));
        tellIfCaughtUp(turn, turn.rows().mailboxes());
    }

    /** Another connection has it now; this one gets nothing more of it. */
    void onDetached(Turn turn, FromRelay.Detached message) {
        turn.channel().attached().remove(message.mailbox());
    }

    private static void tellIfCaughtUp(Turn turn, List<MailboxRow> all) {
        boolean everything =
                all.stream().allMatch(row -> turn.channel().caughtUp().contains(idOf(row)));
        if (everything && turn.channel().tellCaughtUp()) {
            turn.tell(new Notice.CaughtUp());
        }
    }

    private static MailboxRow current(Turn turn, MailboxRow row) {
        return turn.rows().mailbox(idOf(row)).orElse(row);
    }

    static MailboxId idOf(MailboxRow row) {
        return MailboxId.of(row.getId().toByteArray());
    }

    private static SigningKey ownerKey(MailboxRow row) {
        return SigningKey.fromSeed(SecretKey32.copyOf(row.getOwnerSeed().toByteArray()));
    }
}
