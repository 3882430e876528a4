package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.waystation.client.person.Names;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.ContactRow;
import org.waystation.client.rows.ContactRow.Phase;
import org.waystation.client.rows.IntroductionRow;
import org.waystation.client.rows.SessionRow;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.prekey.StandingSecrets;
import org.waystation.protocol.ratchet.Decryption;
import org.waystation.protocol.ratchet.Introduction;
import org.waystation.protocol.ratchet.Session;

/**
 * What strangers leave at the front door. A first introduction makes a request, which waits for the person; the texts that
 * come with it stay hidden until then. A repeated one is a further message of a known handshake. One that says, signed, that
 * its sender was a contact of ours before makes no request: {@link Successors} gives it the place of that contact.
 *
 * <p>Two people may introduce themselves to each other at the same time. Both then have two sessions, and both keep to the
 * one that was started by whoever has the lower fingerprint.
 */
final class FrontDoor {
    /** Whoever holds the link can fill our vault no further than this. */
    static final int MAX_REQUESTS = 500;

    private final LetterReader letters;
    private final Successors successors;

    FrontDoor(LetterReader letters, Successors successors) {
        this.letters = letters;
        this.successors = successors;
    }

    /** Whether the envelope could be read, now or before. */
    boolean read(Turn turn, byte[] envelope) {
        Optional<Introduction> introduction = open(turn, envelope);
        if (introduction.isEmpty()) {
            return false;
        }
        Optional<IntroductionRow> known = KnownIntroductions.find(turn, introduction.get());
        return known.isPresent()
                ? readFurther(turn, known.get(), introduction.get())
                : readFirst(turn, introduction.get());
    }

    private static Optional<Introduction> open(Turn turn, byte[] envelope) {
        for (StandingSecrets each : PrekeyStock.standing(turn)) {
            try {
                return Optional.of(Introduction.open(each.introKey(), envelope));
            } catch (CryptoRefused e) {
                // Sealed to another of our intro keys, or to none.
            }
        }
        return Optional.empty();
    }

    /** Only of the same handshake: another one over the same base key and prekeys is a forgery, or a careless client's. */
    private boolean readFurther(Turn turn, IntroductionRow known, Introduction introduction) {
        if (!known.getHandshake().equals(ByteString.copyFrom(introduction.handshakeId()))) {
            return false;
        }
        return turn.rows()
                .session(known.getSession())
                .map(row -> letters.read(turn, row, introduction.ratchetMessage(), false))
                .orElse(false);
    }

    private boolean readFirst(Turn turn, Introduction introduction) {
        Optional<PrekeysUsed> prekeys = PrekeyStock.find(turn, introduction);
        if (prekeys.isEmpty()) {
            return false;
        }
        try {
            Decryption.Decrypted opened = Session.accept(turn.identity(), prekeys.get(), introduction, turn.entropy());
            Optional<Content> content = LetterReader.content(opened.plaintext());
            if (content.isEmpty() || content.get().address().isEmpty()) {
                return false; // Nobody could ever answer it.
            }
            return admit(turn, introduction, opened.next(), content.get());
        } catch (CryptoRefused e) {
            return false;
        }
    }

    /** Whether there is room for it. A successor needs none: it takes the place of a contact that was there. */
    private boolean admit(Turn turn, Introduction introduction, Session session, Content content) {
        ByteString fingerprint = ByteString.copyFrom(session.peer().fingerprint());
        Optional<ContactRow> known = People.find(turn, fingerprint);
        if (known.isPresent()
                && !KnownIntroductions.hasRoomFor(turn, known.get().getId())) {
            return false;
        }
        Optional<ContactRow> contact = known.isPresent() ? known : successors.follow(turn, session.peer(), content);
        if (contact.isPresent()) {
            letIn(turn, introduction, session, content, contact.get());
            return true;
        }
        if (requests(turn) >= MAX_REQUESTS) {
            return false;
        }
        ContactRow stranger = stranger(turn, fingerprint, content);
        letIn(turn, introduction, session, content, stranger);
        turn.tell(new Notice.RequestArrived(stranger.getId()));
        return true;
    }

    private static long requests(Turn turn) {
        return turn.rows().contacts().stream()
                .filter(each -> each.getPhase() == Phase.REQUESTED)
                .count();
    }

    private void letIn(Turn turn, Introduction introduction, Session session, Content content, ContactRow contact) {
        PrekeyStock.spend(turn, introduction);
        SessionRow added = Sessions.add(turn, contact.getId(), session);
        KnownIntroductions.remember(turn, introduction, added);
        turn.rows().put(adopt(turn, turn.contact(contact.getId()), added));
        letters.take(turn, contact.getId(), added.getId(), session.peer(), content);
    }

    /** Not accepted yet, or not written to any more. */
    private static boolean isNotAnswered(ContactRow contact) {
        return contact.getPhase() == Phase.REQUESTED || contact.getPhase() == Phase.REPLACED;
    }

    private static ContactRow stranger(Turn turn, ByteString fingerprint, Content content) {
        ContactRow row = People.newRow(turn)
                .setPhase(Phase.REQUESTED)
                .setFingerprint(fingerprint)
                .setCallsItself(content.callsItself().map(Names::clean).orElse(""))
                .build();
        turn.rows().put(row);
        return row;
    }

    /**
     * A conversation that has gone both ways for longer than an introduction can be under way. Whoever introduces themselves over
     * it holds the contact's key and not the conversation: a device that began anew, or a thief. What they write is read; where
     * we write to, and in which session, they do not change.
     */
    private static boolean isSettled(Turn turn, ContactRow contact) {
        return contact.getPhase() == Phase.ESTABLISHED
                && contact.getKnowsAddress()
                && turn.rows()
                        .session(contact.getSendingSession())
                        .map(row -> Instant.ofEpochSecond(row.getMadeAt()).plus(PrekeyStock.GRACE))
                        .filter(end -> end.isBefore(turn.now()))
                        .isPresent();
    }

    /** Whether to write in the new session from now on, and what it makes of the contact. */
    private static ContactRow adopt(Turn turn, ContactRow contact, SessionRow added) {
        ContactRow.Builder next = contact.toBuilder();
        if (isSettled(turn, contact)) {
            return next.setIntroducedAgain(true).setComparedAt(0).build();
        }
        boolean keepOurs = contact.getPhase() == Phase.INTRODUCED
                && Arrays.compareUnsigned(
                                turn.identity().publicIdentity().fingerprint(),
                                contact.getFingerprint().toByteArray())
                        < 0;
        if (!keepOurs) {
            next.setSendingSession(added.getId());
        }
        if (isNotAnswered(contact)) {
            return next.build();
        }
        // We wanted them as well, so nobody has to be asked.
        next.setPhase(Phase.ESTABLISHED).setOwesAnswer(true);
        turn.touch(contact.getId());
        if (contact.getPhase() != Phase.ESTABLISHED) {
            turn.tell(new Notice.ContactEstablished(contact.getId()));
        }
        return next.build();
    }
}
