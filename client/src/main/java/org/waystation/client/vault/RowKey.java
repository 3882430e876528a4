package org.waystation.client.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.waystation.protocol.id.Bytes;

/** The key of a row within its drawer: any bytes. Immutable, safe for any thread. */
public record RowKey(Bytes bytes) {
    /** The key of the one row of a drawer that holds one, and the parent of rows that have none. */
    public static final RowKey ONLY = of(new byte[0]);

    public static RowKey of(byte[] bytes) {
        return new RowKey(Bytes.copyOf(bytes));
    }

    public static RowKey of(Bytes bytes) {
        return new RowKey(bytes);
    }

    public static RowKey of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static RowKey of(long number) {
        return of(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** This key followed by a number: unambiguous among keys of one length. */
    public RowKey then(long number) {
        byte[] prefix = bytes.toByteArray();
        return of(ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(number)
                .array());
    }
}
