package org.waystation.ops.simulation.loading;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.waystation.ops.simulation.SimulationOptions.Crypto;
import org.waystation.protocol.crypto.KemKey;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SigningKey;

class StandInCryptoTest {
    private static final String STAND_IN_ONLY = "org.waystation.protocol.crypto.InsecureHashing";

    @TestFactory
    Stream<DynamicTest> theStandInKeepsWhatIsPromised() throws ReflectiveOperationException {
        return promises(Crypto.FAST);
    }

    @TestFactory
    Stream<DynamicTest> realCryptographyKeepsTheSame() throws ReflectiveOperationException {
        return promises(Crypto.REAL);
    }

    @Test
    void theStandInIsOnNoOrdinaryClassPath() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName(STAND_IN_ONLY));
    }

    @Test
    void theStandInNeedsNoCurvesAndNoLattices() throws ClassNotFoundException {
        // Given
        ClassLoader loader = Worlds.loader(Crypto.FAST, Optional.empty());

        // When
        Stream<Class<?>> loaded = Stream.of(
                loader.loadClass(SigningKey.class.getName()),
                loader.loadClass(KemKey.class.getName()),
                loader.loadClass(SealingKey.class.getName()));

        // Then
        assertFalse(loaded.flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .anyMatch(field -> field.getType().getName().startsWith("org.bouncycastle.")));
    }

    @SuppressWarnings("unchecked") // The same class, loaded twice, gives the tests of two kinds of cryptography.
    private static Stream<DynamicTest> promises(Crypto crypto) throws ReflectiveOperationException {
        return ((Supplier<Stream<DynamicTest>>) Worlds.loader(crypto, Optional.empty())
                        .loadClass(CryptoPromises.class.getName())
                        .getDeclaredConstructor()
                        .newInstance())
                .get();
    }
}
