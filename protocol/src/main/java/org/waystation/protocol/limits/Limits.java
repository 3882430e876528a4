package org.waystation.protocol.limits;

import java.time.Duration;
import java.time.Instant;

/** Constants of the protocol. Two implementations that differ in one of them do not understand each other. */
public final class Limits {
    /** The versions that this build speaks, on client connections and on links. */
    public static final int MIN_VERSION = 1;

    public static final int MAX_VERSION = 1;

    public static final String CLIENT_ALPN = "waystation/1";
    public static final String LINK_ALPN = "waystation-fed/1";

    /** Length prefix of a frame: unsigned, big-endian, not counting itself. */
    public static final int FRAME_PREFIX_BYTES = 4;

    public static final int NONCE_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;
    public static final int KEY_BYTES = 32;
    public static final int TLS_PIN_BYTES = 32;

    /** X-Wing: public key and encapsulated secret (draft-connolly-cfrg-xwing-kem). */
    public static final int SEALING_PUBLIC_KEY_BYTES = 1_216;

    public static final int SEALING_ENCAPSULATION_BYTES = 1_120;
    public static final int AEAD_TAG_BYTES = 16;

    /** Sealed request: version, id of the routing key, ticket and masked secret, encapsulation, padded call, tag. */
    public static final int REQUEST_VERSION_BYTES = 1;

    public static final int ROUTING_KEY_ID_BYTES = 8;
    public static final int TICKET_ID_BYTES = 16;
    public static final int MASKED_SECRET_BYTES = 32;
    public static final int REQUEST_HEAD_BYTES =
            REQUEST_VERSION_BYTES + ROUTING_KEY_ID_BYTES + TICKET_ID_BYTES + MASKED_SECRET_BYTES;
    public static final int REQUEST_OVERHEAD_BYTES = REQUEST_HEAD_BYTES + SEALING_ENCAPSULATION_BYTES + AEAD_TAG_BYTES;

    /** Room in a padded call, beside the envelope, for the length, the ids, the token and the encoding. */
    public static final int CALL_ROOM_BYTES = 256;

    /** Sealed reply: a fresh salt, padded answer, tag. */
    public static final int REPLY_SALT_BYTES = 16;

    public static final int REPLY_OVERHEAD_BYTES = REPLY_SALT_BYTES + AEAD_TAG_BYTES;

    /** A padded answer that holds an acknowledgement or a fault code. */
    public static final int SHORT_ANSWER_BYTES = 96;

    /** A padded answer that holds a prekey bundle. */
    public static final int LONG_ANSWER_BYTES = 5_120;

    /** The largest frame: a sealed request of the largest class and the fields around it. */
    public static final int FRAME_FIELDS_ROOM_BYTES = 512;

    public static final int MAX_FRAME_BYTES =
            65_536 + CALL_ROOM_BYTES + REQUEST_OVERHEAD_BYTES + FRAME_FIELDS_ROOM_BYTES;

    /** One PublishPrekeys carries at most this many one-time prekeys of each kind, so that it fits a frame. */
    public static final int MAX_PREKEYS_PER_FRAME = 32;

    public static final int MAX_IDS_PER_FRAME = 1_024;
    public static final int MAX_CARD_BYTES = 16_384;

    /** The encoded parts of a prekey bundle, each with a little room; together they fit {@link #LONG_ANSWER_BYTES}. */
    public static final int MAX_STANDING_PREKEYS_BYTES = 3_200;

    public static final int MAX_CURVE_PREKEY_BYTES = 64;
    public static final int MAX_KEM_PREKEY_BYTES = 1_664;

    public static final int MAX_VOUCHER_SECRET_BYTES = 128;

    /** Times are Unix seconds up to the end of the year 9999, which every calendar library can show. */
    public static final long MAX_TIME_SECONDS = 253_402_300_799L;

    /** A coarse time is a multiple of this. */
    public static final Duration COARSE_TIME = Duration.ofMinutes(10);

    /** No call may ask to live longer than this. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(30);

    /** How long a relay's card names a TLS key before the relay shows it. */
    public static final Duration TLS_KEY_ANNOUNCED = Duration.ofDays(60);

    /** The last coarse time that is not after {@code time}. */
    public static Instant coarsely(Instant time) {
        long grain = COARSE_TIME.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), grain) * grain);
    }

    /** The first coarse time after {@code time}: what a disk or a peer may see of it. */
    public static Instant coarselyAfter(Instant time) {
        return coarsely(time).plus(COARSE_TIME);
    }

    private Limits() {}

    /** Whether a number from the wire is a time: not negative, not beyond {@link #MAX_TIME_SECONDS}. */
    public static boolean isTime(long unixSeconds) {
        return unixSeconds >= 0 && unixSeconds <= MAX_TIME_SECONDS;
    }
}
