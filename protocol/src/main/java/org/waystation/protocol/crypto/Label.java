package org.waystation.protocol.crypto;

import java.nio.charset.StandardCharsets;

/**
 * Every domain-separation string of the project, one purpose each. A released string never changes and is never reused;
 * what changes its meaning gets a new one.
 */
public enum Label {
    // Signatures.
    RELAY_CARD("relay card"),
    ROSTER("roster"),
    REDEEM("redeem"),
    LOGIN("login"),
    ATTACH("attach"),
    STANDING_PREKEYS("standing prekeys"),
    STANDING_SEAL("standing seal"),
    CURVE_PREKEY("curve prekey"),
    KEM_PREKEY("kem prekey"),
    IDENTITY("identity"),
    ADDRESS("address"),
    SUCCESSION("succession"),

    // Hashes and keyed hashes.
    FINGERPRINT("fingerprint"),
    PERSON_FINGERPRINT("person fingerprint"),
    VERIFICATION_CODE("verification code"),
    MAILBOX_ROW_KEY("mailbox row key"),
    SEEN_ENVELOPE("seen envelope"),
    SEND_TOKEN("send token"),
    VOUCHER("voucher"),
    MEMBER_ROW("member row"),
    VOUCHER_ROW("voucher row"),

    // Sealing to a public key.
    SEALED_REQUEST("sealed request"),
    SEALED_REPLY("sealed reply"),
    TICKET("ticket"),
    TICKET_ID("ticket id"),
    TICKET_MASK("ticket mask"),
    INTRO_SEAL("intro seal"),

    // End to end.
    PQXDH("pqxdh CURVE25519 ML-KEM-1024 SHA-256"),
    HANDSHAKE_ID("handshake id"),
    CONVERSATION("conversation"),
    RATCHET_ROOT("ratchet root"),
    RATCHET_ROOT_WITH_REKEY("ratchet root with rekey"),
    RATCHET_CHAIN("ratchet chain"),
    RATCHET_MESSAGE("ratchet message"),
    RATCHET_HEADER("ratchet header"),
    RATCHET_BODY("ratchet body"),
    REKEY("rekey CURVE25519 ML-KEM-768 SHA-256"),
    REKEY_NAME("rekey name"),
    REKEY_CONFIRMATION("rekey confirmation"),

    // At rest.
    VAULT_WRAP("vault wrap"),
    VAULT_ROW("vault row"),
    RELAY_SECRET_FILE("relay secret file"),
    NODE_KEY("node key"),
    STORE("store"),
    STORE_ROWS("store rows"),
    STORE_IDS("store ids");

    private static final String PREFIX = "waystation/1 ";

    private final String text;

    Label(String purpose) {
        this.text = PREFIX + purpose;
    }

    /** The string as it enters the computation. */
    public String text() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
