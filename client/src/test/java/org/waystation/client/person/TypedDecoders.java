package org.waystation.client.person;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waystation.client.idle.LockAfter;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import org.waystation.watch.fuzz.Nothing;

/** What a person types, and names that somebody else chose. */
public final class TypedDecoders implements Decoders {
    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("client.message-text")
                        .refusing(Nothing.class)
                        .from(() -> List.of(utf8("h\u00e9\n\ud83d\ude80")))
                        .canonical(TypedDecoders::text, each -> utf8(each.value())),
                Decoder.named("client.name")
                        .from(() -> List.of(utf8(" Ana\u202e  \u010d\u0301 "), utf8("\ud83d\ude80")))
                        .stable(each -> Names.clean(new String(each, StandardCharsets.UTF_8)), TypedDecoders::utf8),
                Decoder.named("client.lock-after")
                        .refusing(IllegalArgumentException.class)
                        .from(() -> List.of(utf8("90s"), utf8("15m"), utf8("1h"), utf8("never")))
                        .readOnly(each -> LockAfter.parse(new String(each, StandardCharsets.UTF_8))));
    }

    private static MessageText text(byte[] input) throws Nothing {
        if (MessageText.ofUtf8(input) instanceof MessageText.Accepted accepted) {
            return accepted.text();
        }
        throw new Nothing();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
