package org.waystation.protocol.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.Hex;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;

/** Contact links and vouchers. */
class HandedTextsTest {
    private static final String NAME = "612e6578616d706c65"; // a.example
    private static final String RELAY = "66".repeat(32);
    private static final String DOOR = "33".repeat(32);
    private static final String PERSON = "44".repeat(32);
    private static final String TOKEN = "55".repeat(32);
    private static final String LINK =
            "08 01  12 09 " + NAME + " 1a 20 " + RELAY + " 22 20 " + DOOR + " 2a 20 " + PERSON + " 32 20 " + TOKEN;
    private static final String VOUCHER =
            "08 01  12 09 " + NAME + " 1a 20 " + RELAY + " 22 0e 612e6578616d706c653a37313433  2a 03 aabbcc";

    private final ContactLink link = new ContactLink(
            "a.example",
            RelayId.of(Hex.bytes(RELAY)),
            MailboxId.of(Hex.bytes(DOOR)),
            Hex.value(PERSON),
            SendToken.of(Hex.bytes(TOKEN)));
    private final Voucher voucher =
            new Voucher("a.example", RelayId.of(Hex.bytes(RELAY)), "a.example:7143", Hex.value("aabbcc"));

    @Test
    void linkIsWrittenAndReadAsTheGrammarSays() throws UnreadableText {
        assertEquals(linkText(LINK), link.toText());
        assertEquals(link, ContactLink.parse(linkText(LINK)));
        assertTrue(link.toText().startsWith("waystation:"));
    }

    @Test
    void voucherIsWrittenAndReadAsTheGrammarSays() throws UnreadableText {
        assertEquals(voucherText(VOUCHER), voucher.toText());
        assertEquals(voucher, Voucher.parse(voucherText(VOUCHER)));
        assertTrue(voucher.toText().startsWith("waystation-voucher:"));
    }

    @Test
    void fieldOfTheSameVersionThatIsUnknownIsIgnored() throws UnreadableText {
        assertEquals(link, ContactLink.parse(linkText(LINK + " c03e 01")));
        assertEquals(voucher, Voucher.parse(voucherText(VOUCHER + " c03e 01")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08 02", "08 ffffffff0f"})
    void newerVersionIsToldFromDamage(String version) {
        // Given
        UnreadableText ofLink =
                assertThrows(UnreadableText.class, () -> ContactLink.parse(linkText(LINK.replace("08 01", version))));
        UnreadableText ofVoucher =
                assertThrows(UnreadableText.class, () -> Voucher.parse(voucherText(VOUCHER.replace("08 01", version))));
        // Then
        assertEquals(UnreadableText.Why.FROM_A_NEWER_VERSION, ofLink.why());
        assertEquals(UnreadableText.Why.FROM_A_NEWER_VERSION, ofVoucher.why());
    }

    @ParameterizedTest
    @CsvSource({
        "no version,            '08 01 ', ''",
        "name in capitals,      612e, 412e",
        "short relay,           '1a 20 66', '1a 1f '",
        "short front door,      '22 20 33', '22 1f '",
        "short fingerprint,     '2a 20 44', '2a 1f '",
        "short token,           '32 20 55', '32 1f '",
        "cut off,               '32 20 55', '32 21 55'"
    })
    void badLinkIsRefusedAsDamaged(String what, String part, String instead) {
        assertTrue(LINK.contains(part), what);
        String text = linkText(LINK.replaceFirst(part, instead));
        assertEquals(
                UnreadableText.Why.DAMAGED,
                assertThrows(UnreadableText.class, () -> ContactLink.parse(text), what)
                        .why());
    }

    @ParameterizedTest
    @CsvSource({
        "no version,            '08 01 ', ''",
        "name with a space,     612e, 612e20",
        "short relay,           '1a 20 66', '1a 1f '",
        "endpoint without port, 3a37313433, 2e37313433",
        "no secret,             '2a 03 aabbcc', ''"
    })
    void badVoucherIsRefusedAsDamaged(String what, String part, String instead) {
        assertTrue(VOUCHER.contains(part), what);
        String text = voucherText(VOUCHER.replaceFirst(part, instead));
        assertEquals(
                UnreadableText.Why.DAMAGED,
                assertThrows(UnreadableText.class, () -> Voucher.parse(text), what)
                        .why());
    }

    @Test
    void oneIsNotTakenForTheOther() {
        assertEquals(
                UnreadableText.Why.SOMETHING_ELSE,
                assertThrows(UnreadableText.class, () -> ContactLink.parse(voucher.toText()))
                        .why());
        assertEquals(
                UnreadableText.Why.SOMETHING_ELSE,
                assertThrows(UnreadableText.class, () -> Voucher.parse(link.toText()))
                        .why());
    }

    @Test
    void longestLinkAndVoucherCanBeRead() throws UnreadableText {
        // Given
        String name = ("a".repeat(63) + ".").repeat(3) + "a".repeat(61);
        ContactLink longLink =
                new ContactLink(name, link.relay(), link.frontDoor(), link.fingerprint(), link.linkToken());
        Voucher longVoucher = new Voucher(name, voucher.relay(), name + ":65535", Bytes.wrap(new byte[128]));
        // Then
        assertEquals(longLink, ContactLink.parse(longLink.toText()));
        assertEquals(longVoucher, Voucher.parse(longVoucher.toText()));
    }

    @Test
    void secretsAreNotShown() {
        assertEquals("ContactLink[REDACTED]", link.toString());
        assertEquals("Voucher[REDACTED]", voucher.toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Voucher("a.example", voucher.relay(), "a.example:1", Bytes.wrap(new byte[129])));
    }

    private static String linkText(String hex) {
        return Armour.wrap("waystation:", Hex.bytes(hex));
    }

    private static String voucherText(String hex) {
        return Armour.wrap("waystation-voucher:", Hex.bytes(hex));
    }
}
