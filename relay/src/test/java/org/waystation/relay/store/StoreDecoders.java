package org.waystation.relay.store;

import java.util.List;
import org.waystation.federation.store.StoreFailure;
import org.waystation.federation.store.Table;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Rows as they lie on the disk: sealed, and keys with a hidden id. */
public final class StoreDecoders implements Decoders {
    private static final Table PLAIN = new Table("plain");
    private static final Table HIDDEN = new Table("hidden").withIdAt(2);
    private static final byte[] KEY = new byte[20];

    private final RowForm form = new RowForm(SecretKey32.copyOf(new byte[SecretKey32.BYTES]), target -> {
        for (int i = 0; i < target.length; i++) {
            target[i] = (byte) i;
        }
    });
    private final byte[] sealed = form.seal(PLAIN, KEY, new byte[] {1, 2, 3});

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("relay.sealed-row")
                        .refusing(StoreFailure.class)
                        .from(() -> List.of(sealed))
                        .readOnly(each -> form.open(PLAIN, KEY, each)),
                Decoder.named("relay.hidden-key")
                        .refusing(StoreFailure.class)
                        .from(() -> List.of(form.storedKey(HIDDEN, KEY)))
                        .canonical(each -> form.key(HIDDEN, each), each -> form.storedKey(HIDDEN, each)));
    }
}
