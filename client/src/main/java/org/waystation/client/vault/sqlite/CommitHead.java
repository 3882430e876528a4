package org.waystation.client.vault.sqlite;

import java.nio.ByteBuffer;
import org.waystation.protocol.crypto.Digest;

/** What a commit leaves behind about all rows: its number, from 1, and the sum of the rows as they are after it. */
record CommitHead(long commit, RowSum sum) {
    static final int BYTES = Long.BYTES + Long.BYTES + RowSum.BYTES;

    /** Of a vault that has no head yet. */
    static final CommitHead NONE = new CommitHead(0, RowSum.NONE);

    CommitHead next(RowSum after) {
        return new CommitHead(commit + 1, after);
    }

    /** Whether these are the rows that the commit left. */
    boolean vouchesFor(RowSum found) {
        return sum.rows() == found.rows() && Digest.constantTimeEquals(sum.bytes(), found.bytes());
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putLong(commit)
                .putLong(sum.rows())
                .put(sum.bytes())
                .array();
    }

    /** Of exactly {@link #BYTES} bytes that {@link #encode} has made. */
    static CommitHead decode(byte[] encoded) {
        ByteBuffer fields = ByteBuffer.wrap(encoded);
        long commit = fields.getLong();
        long rows = fields.getLong();
        byte[] sum = new byte[RowSum.BYTES];
        fields.get(sum);
        return new CommitHead(commit, RowSum.of(sum, rows));
    }
}
