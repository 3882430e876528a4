package org.waystation.protocol.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/** Wire fields to values and back; a field of the wrong size is the peer's fault. */
final class Fields {
    private Fields() {}

    static Bytes exactly(int length, ByteString field) throws ProtocolViolation {
        require(field.size() == length);
        return Bytes.wrap(field.toByteArray());
    }

    static Bytes atMost(int length, ByteString field) throws ProtocolViolation {
        require(!field.isEmpty() && field.size() <= length);
        return Bytes.wrap(field.toByteArray());
    }

    static List<Bytes> listAtMost(int count, int length, List<ByteString> fields) throws ProtocolViolation {
        require(fields.size() <= count);
        List<Bytes> values = new ArrayList<>(fields.size());
        for (ByteString each : fields) {
            values.add(atMost(length, each));
        }
        return values;
    }

    /** Unix seconds; a time that no calendar can show is no time. */
    static long time(long field) throws ProtocolViolation {
        require(Limits.isTime(field));
        return field;
    }

    static void require(boolean condition) throws ProtocolViolation {
        if (!condition) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
    }

    static ByteString field(Bytes value) {
        return UnsafeByteOperations.unsafeWrap(value.asReadOnlyBuffer());
    }

    static List<ByteString> fields(List<Bytes> values) {
        return values.stream().map(Fields::field).toList();
    }
}
