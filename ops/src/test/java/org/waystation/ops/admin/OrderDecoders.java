package org.waystation.ops.admin;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.waystation.ops.config.HostPort;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** What somebody on this machine tells the admin listener to do: a line of authorization, and the order's argument. */
public final class OrderDecoders implements Decoders {
    private static final AdminToken TOKEN = AdminToken.of(new byte[AdminToken.BYTES]);

    private final Orders orders = Orders.of(TOKEN, Map.of());

    @Override
    public List<Decoder> all() {
        byte[] order = (TOKEN.authorization() + "\nb.example").getBytes(StandardCharsets.UTF_8);
        return List.of(Decoder.named("ops.order").from(() -> List.of(order)).readOnly(this::answer));
    }

    private Answer answer(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        int from = Math.min(end + 1, input.length);
        return orders.answer(
                argument -> new HostPort("a", argument.length() & 1),
                List.of(new String(input, 0, end, StandardCharsets.ISO_8859_1)),
                new ByteArrayInputStream(input, from, input.length - from));
    }
}
