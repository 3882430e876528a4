package org.waystation.protocol.ratchet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.rekey.RekeySchedule;

/** One person's device: only what has been encoded survives, and every step begins with decoding it. */
final class Endpoint {
    static final RekeySchedule OFTEN = new RekeySchedule(10, Duration.ofDays(1));
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final int INTRODUCTION_BYTES = 4_096;

    /** A message as it is under way, with what it says. */
    record Letter(int number, Endpoint from, boolean isIntroduction, Bytes bytes, Bytes text) {
        Letter changed(Bytes other) {
            return new Letter(number, from, isIntroduction, other, text);
        }
    }

    private final Person person;
    private final Person peer;
    private final RekeySchedule schedule;
    private final Entropy entropy;
    private final List<SecretBytes> stored = new ArrayList<>();
    private int sendingIndex = -1;

    Endpoint(Person person, Person peer, Entropy entropy) {
        this(person, peer, OFTEN, entropy);
    }

    Endpoint(Person person, Person peer, RekeySchedule schedule, Entropy entropy) {
        this.schedule = schedule;
        this.person = person;
        this.peer = peer;
        this.entropy = entropy;
    }

    void introduce() throws CryptoRefused {
        stored.add(person.introduceTo(peer).encode());
        sendingIndex = 0;
    }

    boolean canSend() {
        return sendingIndex >= 0;
    }

    Session sending() {
        return session(sendingIndex);
    }

    private Session session(int index) {
        try {
            return Session.decode(stored.get(index));
        } catch (CryptoRefused e) {
            throw new AssertionError("what was stored is no session", e);
        }
    }

    /** Writes in the session that both keep to; a crash comes before anything is committed. */
    Letter write(int number, byte[] text, int room, boolean crash) {
        Session session = sending();
        boolean introducing = session.pendingIntroduction().isPresent();
        Encrypted encrypted = introducing
                ? session.encrypt(text, entropy)
                : session.encrypt(text, Session.OVERHEAD_BYTES + text.length + room, schedule, NOW, entropy);
        if (!crash) {
            stored.set(sendingIndex, encrypted.next().encode());
        }
        byte[] bytes = session.pendingIntroduction()
                .map(pending -> pending.seal(encrypted.message(), INTRODUCTION_BYTES, entropy))
                .orElseGet(encrypted::message);
        return new Letter(number, this, introducing, Bytes.wrap(bytes), Bytes.wrap(text));
    }

    Decryption read(Letter letter, boolean crash) {
        return letter.isIntroduction()
                ? readIntroduction(letter, crash)
                : readAny(letter.bytes().toByteArray(), crash);
    }

    private Decryption readAny(byte[] message, boolean crash) {
        Decryption result = new Decryption.Unreadable();
        for (int index = 0; index < stored.size(); index++) {
            result = read(index, message, crash);
            if (!(result instanceof Decryption.Unreadable)) {
                return result;
            }
        }
        return result;
    }

    private Decryption read(int index, byte[] message, boolean crash) {
        Decryption result = session(index).decrypt(message, entropy);
        if (result instanceof Decryption.Decrypted read && !crash) {
            stored.set(index, read.next().encode());
        }
        return result;
    }

    private Decryption readIntroduction(Letter letter, boolean crash) {
        try {
            Introduction introduction = person.open(letter.bytes().toByteArray());
            Optional<Integer> known = find(introduction.handshakeId());
            if (known.isPresent()) {
                return read(known.get(), introduction.ratchetMessage(), crash);
            }
            Decryption.Decrypted first = person.accept(introduction);
            if (!crash) {
                adopt(first.next());
            }
            return first;
        } catch (CryptoRefused e) {
            return new Decryption.Unreadable();
        }
    }

    private Optional<Integer> find(byte[] handshakeId) {
        for (int index = 0; index < stored.size(); index++) {
            if (Arrays.equals(session(index).handshakeId(), handshakeId)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /** Of two sessions both keep to the one that was begun by whoever has the smaller fingerprint. */
    private void adopt(Session fresh) {
        stored.add(fresh.encode());
        boolean ours = sendingIndex >= 0 && Arrays.compareUnsigned(person.fingerprint(), peer.fingerprint()) < 0;
        if (!ours) {
            sendingIndex = stored.size() - 1;
        }
    }
}
