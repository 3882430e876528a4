package org.waystation.protocol.ratchet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.wire.Introduction;
import org.waystation.protocol.wire.PrekeyBundle;

/** Every field that a signature covers, and every signature, changed by one bit: each time the whole is refused. */
class EverySignatureTest {
    private static final Entropy ENTROPY = new SeededEntropy(21);
    private static final Person ANA = new Person(ENTROPY);
    private static final Person BOJAN = new Person(ENTROPY);
    private static final byte[] NOTHING = {};
    private static final int BITS_TRIED = 5;

    static Stream<Arguments> fieldsOfABundle() {
        return table(
                "standing.identity_sign",
                "standing.identity_agree",
                "standing.signed_curve.id",
                "standing.signed_curve.key",
                "standing.signed_curve.signature",
                "standing.last_resort.id",
                "standing.last_resort.key",
                "standing.last_resort.signature",
                "standing.intro_key",
                "standing.signature",
                "one_time_kem.id",
                "one_time_kem.key",
                "one_time_kem.signature");
    }

    static Stream<Arguments> fieldsOfAnIntroduction() {
        return table("identity_sign", "identity_agree", "identity_signature");
    }

    private static Stream<Arguments> table(String... fields) {
        return Stream.of(fields)
                .flatMap(field -> IntStream.range(0, BITS_TRIED).mapToObj(bit -> Arguments.of(field, bit)));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfABundle")
    void aBundleChangedWhereASignatureHoldsIsRefused(String field, int bit) throws InvalidProtocolBufferException {
        // Given
        PrekeyBundle.Builder bundle = PrekeyBundle.newBuilder().mergeFrom(BOJAN.fullBundle());

        // When
        flip(bundle, field, bit);

        // Then
        byte[] changed = bundle.build().toByteArray();
        assertThrows(CryptoRefused.class, () -> decodeByItsOwnFingerprint(changed));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfAnIntroduction")
    void anIntroductionChangedWhereItsVoucherHoldsIsRefused(String field, int bit) throws Exception {
        // Given
        Introduction.Builder introduction = introduction();

        // When
        flip(introduction, field, bit);

        // Then
        byte[] changed = sealed(introduction);
        assertThrows(CryptoRefused.class, () -> BOJAN.open(changed));
    }

    @Test
    void unchangedBothAreTaken() throws CryptoRefused {
        byte[] introduction = sealed(introduction());
        assertDoesNotThrow(() -> decodeByItsOwnFingerprint(BOJAN.fullBundle()));
        assertDoesNotThrow(() -> BOJAN.open(introduction));
    }

    /** So that it is the signatures that refuse and not the comparison with the link. */
    private static void decodeByItsOwnFingerprint(byte[] encoded) throws Exception {
        org.waystation.protocol.wire.StandingPrekeys standing =
                PrekeyBundle.parseFrom(encoded).getStanding();
        byte[] fingerprint = Digest.sha256(
                Label.PERSON_FINGERPRINT,
                standing.getIdentitySign().toByteArray(),
                standing.getIdentityAgree().toByteArray());
        org.waystation.protocol.prekey.PrekeyBundle.decode(encoded, fingerprint);
    }

    private static Introduction.Builder introduction() throws CryptoRefused {
        return ANA.introduceTo(BOJAN)
                .pendingIntroduction()
                .orElseThrow()
                .header()
                .message();
    }

    private static byte[] sealed(Introduction.Builder introduction) {
        byte[] content = introduction.build().toByteArray();
        byte[] padded = ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
        return BOJAN.standing
                .introKey()
                .publicKey()
                .seal(Label.INTRO_SEAL, NOTHING, NOTHING, padded, ENTROPY)
                .bytes();
    }

    /** Changes one bit of a field, which is bytes or a number; bits are taken from all over the field. */
    private static void flip(Message.Builder message, String path, int bit) {
        List<String> names = List.of(path.split("\\."));
        Message.Builder holder = message;
        for (String name : names.subList(0, names.size() - 1)) {
            holder = holder.getFieldBuilder(holder.getDescriptorForType().findFieldByName(name));
        }
        FieldDescriptor field = holder.getDescriptorForType().findFieldByName(names.get(names.size() - 1));
        if (holder.getField(field) instanceof ByteString bytes) {
            byte[] changed = bytes.toByteArray();
            changed[bit * (changed.length - 1) / (BITS_TRIED - 1)] ^= (byte) (1 << bit);
            holder.setField(field, ByteString.copyFrom(changed));
        } else {
            holder.setField(field, (Integer) holder.getField(field) ^ (1 << (bit + 3)));
        }
    }
}
