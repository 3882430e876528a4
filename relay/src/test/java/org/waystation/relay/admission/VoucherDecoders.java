package org.waystation.relay.admission;

import java.time.Instant;
import java.util.List;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import org.waystation.watch.fuzz.Nothing;

/** What a member shows who redeems a voucher. */
public final class VoucherDecoders implements Decoders {
    private static final SecretKey32 KEY = SecretKey32.copyOf(new byte[SecretKey32.BYTES]);

    private final Vouchers vouchers = new Vouchers(KEY);

    @Override
    public List<Decoder> all() {
        byte[] issued = vouchers.issue(Instant.ofEpochSecond(1_800_000_000L), target -> {})
                .toByteArray();
        return List.of(Decoder.named("relay.voucher")
                .refusing(Nothing.class)
                .from(() -> List.of(issued))
                .readOnly(each -> vouchers.check(Bytes.wrap(each)).orElseThrow(Nothing::new)));
    }
}
