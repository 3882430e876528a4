package org.waystation.protocol.link;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Texts that are handed from person to person: as they are typed, and what is behind a checksum that is right. */
public final class LinkDecoders implements Decoders {
    private static final int MAX_BYTES = 8_192;

    private final Entropy entropy = new SeededEntropy(104);
    private final ContactLink link = new ContactLink(
            "a.example",
            RelayId.of(entropy.bytes(32)),
            MailboxId.of(entropy.bytes(32)),
            Bytes.wrap(entropy.bytes(32)),
            SendToken.of(entropy.bytes(32)));
    private final Voucher voucher = new Voucher(
            "a.example", RelayId.of(entropy.bytes(32)), "[2001:db8::1]:7143", Bytes.wrap(entropy.bytes(40)));
    private final VerificationText verification =
            new VerificationText(Bytes.wrap(entropy.bytes(32)), Bytes.wrap(entropy.bytes(32)));

    @Override
    public List<Decoder> all() {
        return List.of(
                text("protocol.contact-link", ContactLink::parse, ContactLink::toText, link),
                body("protocol.contact-link-body", ContactLink.PREFIX, ContactLink::parse, ContactLink::toText, link),
                text("protocol.voucher", Voucher::parse, Voucher::toText, voucher),
                body("protocol.voucher-body", Voucher.PREFIX, Voucher::parse, Voucher::toText, voucher),
                text("protocol.verification", VerificationText::parse, VerificationText::toText, verification),
                body(
                        "protocol.verification-body",
                        VerificationText.PREFIX,
                        VerificationText::parse,
                        VerificationText::toText,
                        verification));
    }

    @FunctionalInterface
    private interface Parsing<T> {
        T parse(String text) throws UnreadableText;
    }

    @FunctionalInterface
    private interface Wording<T> {
        String text(T value);
    }

    private static <T> Decoder text(String name, Parsing<T> parsing, Wording<T> wording, T seed) {
        return Decoder.named(name)
                .refusing(UnreadableText.class)
                .from(() -> List.of(wording.text(seed).getBytes(StandardCharsets.UTF_8)))
                .stable(
                        each -> parsing.parse(new String(each, StandardCharsets.UTF_8)),
                        each -> wording.text(each).getBytes(StandardCharsets.UTF_8));
    }

    private static <T> Decoder body(String name, String prefix, Parsing<T> parsing, Wording<T> wording, T seed) {
        return Decoder.named(name)
                .refusing(UnreadableText.class)
                .from(() -> List.of(bare(prefix, wording.text(seed))))
                .stable(each -> parsing.parse(Armour.wrap(prefix, each)), each -> bare(prefix, wording.text(each)));
    }

    private static byte[] bare(String prefix, String text) {
        try {
            return Armour.unwrap(prefix, text, MAX_BYTES);
        } catch (UnreadableText e) {
            throw new IllegalStateException("a text that was just written", e);
        }
    }
}
