package org.waystation.protocol.sealed;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.wire.PrekeyBundle;

/**
 * A prekey bundle put together from parts that the relay does not look into: an embedded message and a string of bytes
 * are the same on the wire, so the parts are copied as they were published.
 */
public final class OpaqueBundle {
    private OpaqueBundle() {}

    /** An encoded PrekeyBundle of encoded parts. */
    public static Bytes encode(Bytes standing, Optional<Bytes> oneTimeCurve, Optional<Bytes> oneTimeKem) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(encoded);
        try {
            out.writeByteArray(PrekeyBundle.STANDING_FIELD_NUMBER, standing.toByteArray());
            if (oneTimeCurve.isPresent()) {
                out.writeByteArray(
                        PrekeyBundle.ONE_TIME_CURVE_FIELD_NUMBER,
                        oneTimeCurve.get().toByteArray());
            }
            if (oneTimeKem.isPresent()) {
                out.writeByteArray(
                        PrekeyBundle.ONE_TIME_KEM_FIELD_NUMBER, oneTimeKem.get().toByteArray());
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return Bytes.wrap(encoded.toByteArray());
    }
}
