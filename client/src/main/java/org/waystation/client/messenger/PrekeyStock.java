package org.waystation.client.messenger;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.rows.AccountRow;
import org.waystation.client.rows.PrekeyRow;
import org.waystation.client.rows.PrekeyRow.Kind;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.KemPrekey;
import org.waystation.protocol.prekey.KemPrekeySecret;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.prekey.StandingSecrets;
import org.waystation.protocol.ratchet.Introduction;

/** Private prekeys in the vault: made, rotated, found when they are used, and deleted. {@link Restocking} publishes them. */
final class PrekeyStock {
    /** Of those that were published and never used, for whatever reason, so many are kept. */
    static final int KEPT = 10 * Restocking.FULL;

    static final Duration ROTATION = Duration.ofDays(7);

    /** How long an introduction may have been under way: a prekey that was replaced so long ago is deleted. */
    static final Duration GRACE = Limits.MAX_LIFETIME.plusDays(1);

    private PrekeyStock() {}

    /** Makes new standing prekeys when it is time, and deletes what was replaced long ago. */
    static void rotate(Turn turn) {
        deleteReplaced(turn);
        Optional<PrekeyRow> current = current(turn, Kind.STANDING).stream().findFirst();
        if (current.isPresent() && !isPast(turn, current.get().getMadeAt(), ROTATION)) {
            return;
        }
        current.ifPresent(old -> replace(turn, old));
        int curve = nextId(turn);
        StandingSecrets fresh = StandingSecrets.generate(curve, nextId(turn), turn.entropy());
        put(turn, Kind.STANDING, curve, fresh.encode());
    }

    private static void deleteReplaced(Turn turn) {
        for (Kind kind : List.of(Kind.STANDING, Kind.ONE_TIME_CURVE, Kind.ONE_TIME_KEM)) {
            for (PrekeyRow each : turn.rows().prekeys(kind)) {
                if (each.getReplacedAt() != 0 && isPast(turn, each.getReplacedAt(), GRACE)) {
                    turn.rows().delete(each);
                    if (kind == Kind.STANDING) {
                        KnownIntroductions.forget(turn, each.getId());
                    }
                }
            }
        }
    }

    /** Whether {@link #rotate} would make new ones. */
    static boolean isRotationDue(Turn turn) {
        return current(turn, Kind.STANDING).stream().allMatch(each -> isPast(turn, each.getMadeAt(), ROTATION));
    }

    /** From now on none of them is expected to be handed out; introductions under way can still be read. */
    static void replaceOneTime(Turn turn) {
        current(turn, Kind.ONE_TIME_CURVE).forEach(each -> replace(turn, each));
        current(turn, Kind.ONE_TIME_KEM).forEach(each -> replace(turn, each));
    }

    private static void replace(Turn turn, PrekeyRow row) {
        turn.rows().put(row.toBuilder().setReplacedAt(turn.nowSeconds()).build());
    }

    /** Those that may lie at the relay. */
    static List<PrekeyRow> current(Turn turn, Kind kind) {
        return turn.rows().prekeys(kind).stream()
                .filter(each -> each.getReplacedAt() == 0)
                .toList();
    }

    private static boolean isPast(Turn turn, long seconds, Duration time) {
        return Instant.ofEpochSecond(seconds).plus(time).isBefore(turn.now());
    }

    /** New one-time prekeys: the private halves into the vault, the public ones to be published. */
    static List<Bytes> newCurves(Turn turn, int count) {
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

    /** As above, signed. */
    static List<Bytes> newKems(Turn turn, int count) {
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
