package org.waystation.ops.simulation.loading;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.simulation.trial.Simulator;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.relay.mailbox.Mailboxes;

class SubstitutingLoaderTest {
    private final ClassLoader ordinary = getClass().getClassLoader();
    private final SubstitutingLoader loader = new SubstitutingLoader(ordinary, Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.waystation.protocol.crypto.SigningKey",
                "org.waystation.protocol.wire.StoredSession",
                "org.waystation.federation.outbox.PartnerQueue",
                "org.waystation.relay.mailbox.Mailboxes",
                "org.waystation.client.messenger.Messenger",
                "org.waystation.client.rows.ContactRow",
                "org.waystation.ops.simulation.loading.ProbeSimulator"
            })
    void everyClassOfOursIsAnotherThanTheOrdinaryOne(String name) throws ClassNotFoundException {
        // When
        Class<?> loaded = loader.loadClass(name);

        // Then
        assertNotSame(Class.forName(name), loaded);
        assertSame(loader, loaded.getClassLoader());
        assertSame(loaded, loader.loadClass(name));
    }

    @Test
    void whatGoesIntoAWorldAndComesOutIsShared() throws ClassNotFoundException {
        assertSame(Trial.class, loader.loadClass(Trial.class.getName()));
        assertSame(Simulator.class, loader.loadClass(Simulator.class.getName()));
    }

    @Test
    void librariesAreShared() throws ClassNotFoundException {
        assertSame(ByteString.class, loader.loadClass(ByteString.class.getName()));
    }

    @Test
    void aLoadedClassSeesOthersOfTheSameLoader() throws ReflectiveOperationException {
        // Given
        Class<?> loaded = loader.loadClass(Mailboxes.class.getName());

        // When
        Class<?> seen = loaded.getDeclaredMethod("limits").getReturnType();

        // Then
        assertSame(loader, seen.getClassLoader());
    }

    @Test
    void aSubstituteTakesThePlaceOfTheClass() throws ReflectiveOperationException {
        // Given
        Map<String, byte[]> mutant = MutantCompiler.compile(DeliberateBug.STATUS_MOVES_BACK);
        ClassLoader substituting = new SubstitutingLoader(ordinary, mutant);

        // When
        Class<?> loaded = substituting.loadClass("org.waystation.client.person.Delivery");

        // Then
        assertFalse(readMayExpire(loader.loadClass(loaded.getName())));
        assertTrue(readMayExpire(loaded));
    }

    @Test
    void aClassThatIsNotThereIsNotFound() {
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("org.waystation.Nothing"));
    }

    /** Whether a text that its reader has read may still be called one that expired. */
    private static boolean readMayExpire(Class<?> delivery) throws ReflectiveOperationException {
        Method mayBecome = delivery.getDeclaredMethod("mayBecome", delivery);
        mayBecome.setAccessible(true);
        return (boolean) mayBecome.invoke(named("READ", delivery), named("EXPIRED", delivery));
    }

    private static Object named(String name, Class<?> delivery) {
        return Arrays.stream(delivery.getEnumConstants())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
