package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.MailboxRow;
import org.waystation.client.rows.PrekeyRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.ratchet.CurvePrekeySecret;
import org.waystation.protocol.ratchet.Identity;
import org.waystation.protocol.ratchet.Introduction;
import org.waystation.protocol.ratchet.KemPrekey;
import org.waystation.protocol.ratchet.KemPrekeySecret;
import org.waystation.protocol.ratchet.PrekeysUsed;
import org.waystation.protocol.ratchet.StandingSecrets;
import org.waystation.protocol.sealed.SealedStanding;

/** Private prekeys in the vault, and their public halves at the front door: filled up, rotated, and deleted when used. */
final class PrekeyStock {
    /** How many one-time prekeys of each kind lie at the front door after filling up. */
    static final int FULL = Limits.MAX_PREKEYS_PER_FRAME;

    private static final int LOW = FULL / 2;

    /** Of those that were published and never used, for whatever reason, so many are kept. */
    private static final int KEPT = 10 * FULL;

    static final Duration ROTATION = Duration.ofDays(7);

    /** How long an introduction may have been under way: a prekey that was replaced so long ago is deleted. */
    static final Duration GRACE = Limits.MAX_LIFETIME.plusDays(1);

    private PrekeyStock() {}

    /** Publishes the standing part; once the relay has told its stock, fills that up. */
    static void publish(Turn turn, MailboxRow frontDoor) {
        int missing = turn.rows().prekeys(Kind.ONE_TIME_KEM).isEmpty() ? FULL : 0;
        publish(turn, frontDoor, newCurves(turn, missing), newKems(turn, missing));
    }

    private static void publish(Turn turn, MailboxRow frontDoor, List<Bytes> curves, List<Bytes> kems) {
        rotate(turn);
        Identity owner = turn.identity();
        SendToken linkToken = SendToken.of(frontDoor.getSendToken().toByteArray());
        Bytes standing = SealedStanding.seal(standing(turn).get(0).publish(owner), linkToken, turn.entropy());
        turn.ask(new ToRelay.PublishPrekeys(Mailboxes.idOf(frontDoor), standing, curves, kems), new Answer() {
            @Override
            public void onStock(Turn next, int oneTimeCurve, int oneTimeKem) {
                // Once per connection: a relay that says that it has none could have us make new ones for ever.
                boolean low = oneTimeCurve < LOW || oneTimeKem < LOW;
                if (low && next.channel().mayRefillPrekeys()) {
                    publish(
                            next,
                            frontDoor,
                            newCurves(next, missing(oneTimeCurve)),
                            newKems(next, missing(oneTimeKem)));
                }
            }

            @Override
            public void onRefused(Turn next, FaultNumber fault, Duration retryAfter) {
                next.tell(new Notice.MailboxRefused(0, fault));
                // The same one-time prekeys: new ones each time would push out those that are in use.
                next.tryAgain(fault, retryAfter, again -> publish(again, frontDoor, curves, kems));
            }
        });
    }

    private static int missing(int inStock) {
        return Math.max(0, Math.min(FULL, FULL - inStock));
    }

    private static void rotate(Turn turn) {
        List<PrekeyRow> all = turn.rows().prekeys(Kind.STANDING);
        for (PrekeyRow each : all) {
            if (each.getReplacedAt() != 0 && isPast(turn, each.getReplacedAt(), GRACE)) {
                turn.rows().delete(each);
            }
        }
        Optional<PrekeyRow> current =
                all.stream().filter(each -> each.getReplacedAt() == 0).findFirst();
        if (current.isPresent() && !isPast(turn, current.get().getMadeAt(), ROTATION)) {
            return;
        }
        current.ifPresent(old ->
                turn.rows().put(old.toBuilder().setReplacedAt(turn.nowSeconds()).build()));
        int curve = nextId(turn);
        StandingSecrets fresh = StandingSecrets.generate(curve, nextId(turn), turn.entropy());
        put(turn, Kind.STANDING, curve, fresh.encode());
    }

    private static boolean isPast(Turn turn, long seconds, Duration time) {
        return Instant.ofEpochSecond(seconds).plus(time).isBefore(turn.now());
    }

    private static List<Bytes> newCurves(Turn turn, int count) {
        List<Bytes> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CurvePrekeySecret fresh = CurvePrekeySecret.generate(nextId(turn), turn.entropy());
            put(
                    turn,
                    Kind.ONE_TIME_CURVE,
                    fresh.id(),
                    SecretBytes.copyOf(fresh.key().scalar().exposeBytes()));
            published.add(Bytes.wrap(fresh.publish()));
        }
        dropOldest(turn, Kind.ONE_TIME_CURVE);
        return published;
    }

    private static List<Bytes> newKems(Turn turn, int count) {
        Identity owner = turn.identity();
        List<Bytes> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KemPrekeySecret fresh = KemPrekeySecret.generate(nextId(turn), turn.entropy());
            put(turn, Kind.ONE_TIME_KEM, fresh.id(), fresh.key().seed());
            published.add(Bytes.wrap(fresh.publish(owner)));
        }
        dropOldest(turn, Kind.ONE_TIME_KEM);
        return published;
    }

    private static void dropOldest(Turn turn, Kind kind) {
        List<PrekeyRow> all = turn.rows().prekeys(kind);
        all.subList(0, Math.max(0, all.size() - KEPT)).forEach(turn.rows()::delete);
    }

    private static void put(Turn turn, Kind kind, int id, SecretBytes secret) {
        turn.rows()
                .put(PrekeyRow.newBuilder()
                        .setKind(kind)
                        .setId(id)
                        .setSecret(ByteString.copyFrom(secret.exposeBytes()))
                        .setMadeAt(turn.nowSeconds())
                        .build());
    }

    /** Ids are unique over all kinds. */
    private static int nextId(Turn turn) {
        AccountRow account = turn.account();
        int id = account.getNextPrekey() + 1;
        turn.rows().put(account.toBuilder().setNextPrekey(id).build());
        return id;
    }

    /** Those in use and those within their grace, the newest first. */
    static List<StandingSecrets> standing(Turn turn) {
        List<PrekeyRow> rows = turn.rows().prekeys(Kind.STANDING);
        List<StandingSecrets> secrets = new ArrayList<>();
        for (int at = rows.size() - 1; at >= 0; at--) {
            try {
                secrets.add(StandingSecrets.decode(
                        SecretBytes.copyOf(rows.get(at).getSecret().toByteArray())));
            } catch (CryptoRefused e) {
                throw new IllegalStateException("the vault holds prekeys that are none", e);
            }
        }
        return secrets;
    }

    /** The private halves that an introduction names, if all are still here. */
    static Optional<PrekeysUsed> find(Turn turn, Introduction introduction) {
        Optional<CurvePrekeySecret> signed = standing(turn).stream()
                .map(StandingSecrets::signedCurve)
                .filter(each -> each.id() == introduction.signedCurveId())
                .findFirst();
        Optional<KemPrekeySecret> kem = kem(turn, introduction.kemId());
        if (signed.isEmpty() || kem.isEmpty()) {
            return Optional.empty();
        }
        if (introduction.oneTimeCurveId().isEmpty()) {
            return Optional.of(new PrekeysUsed(signed.get(), Optional.empty(), kem.get()));
        }
        return turn.rows()
                .prekey(Kind.ONE_TIME_CURVE, introduction.oneTimeCurveId().getAsInt())
                .map(row -> new PrekeysUsed(signed.get(), Optional.of(curve(row)), kem.get()));
    }

    private static Optional<KemPrekeySecret> kem(Turn turn, int id) {
        Optional<KemPrekeySecret> lastResort = standing(turn).stream()
                .map(StandingSecrets::lastResort)
                .filter(each -> each.id() == id)
                .findFirst();
        return lastResort.isPresent()
                ? lastResort
                : turn.rows()
                        .prekey(Kind.ONE_TIME_KEM, id)
                        .map(row -> new KemPrekeySecret(
                                row.getId(),
                                KemKey.fromSeed(
                                        KemPrekey.SIZE,
                                        SecretBytes.copyOf(row.getSecret().toByteArray()))));
    }

    private static CurvePrekeySecret curve(PrekeyRow row) {
        return new CurvePrekeySecret(
                row.getId(),
                AgreementKey.fromScalar(SecretKey32.copyOf(row.getSecret().toByteArray())));
    }

    /** Deletes the one-time prekeys that an introduction used, now that it could be read. */
    static void spend(Turn turn, Introduction introduction) {
        introduction
                .oneTimeCurveId()
                .ifPresent(id -> turn.rows().prekey(Kind.ONE_TIME_CURVE, id).ifPresent(turn.rows()::delete));
        turn.rows().prekey(Kind.ONE_TIME_KEM, introduction.kemId()).ifPresent(turn.rows()::delete);
    }
}
