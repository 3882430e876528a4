package org.waystation.protocol.id;

/** One submit, chosen at random by the client; whoever knows it may collect its outcome. Exactly 16 bytes. */
public record SubmissionId(Bytes value) {
    public static final int LENGTH_BYTES = 16;

    public SubmissionId {
        value.requireSize(LENGTH_BYTES, "submission id");
    }

    public static SubmissionId of(byte[] value) {
        return new SubmissionId(Bytes.copyOf(value));
    }

    public byte[] toByteArray() {
        return value.toByteArray();
    }
}
