package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.prekey.Identity;

/** A thief has Ana's identity keys and Bojan's contact link, and nothing of their conversation. */
final class StolenIdentityTest {
    private final World world = new World().acquainted();

    private Stranger thief() {
        Identity stolen = world.ana.vault.transact(rows -> {
            byte[] encoded =
                    new Rows(rows).account().orElseThrow().getIdentity().toByteArray();
            try {
                return Identity.decode(SecretBytes.copyOf(encoded));
            } catch (CryptoRefused e) {
                throw new AssertionError(e);
            }
        });
        return new Stranger(world.bojan, stolen, world.entropy);
    }

    private void monthsPass() {
        for (int day = 0; day < PrekeyStock.GRACE.toDays() + 2; day++) {
            world.people.forEach(Person::disconnect);
            world.clock.pass(Duration.ofDays(1));
            world.people.forEach(Person::connect);
            world.run();
        }
    }

    @Test
    void whoBeginsAnewInTheMiddleOfAConversationDoesNotGetIt() {
        // Given
        world.ana.send("bojan", "before");
        world.run();
        monthsPass();
        Stranger thief = thief();

        // When
        thief.leave(thief.begin(thief.standingOnly()), "write to me here");
        world.run();
        world.bojan.send("ana", "for Ana");
        world.run();

        // Then
        assertEquals(List.of("for Ana"), world.ana.read());
        assertTrue(world.bojan.messenger().contact("ana").orElseThrow().trust().introducedAgain());
        world.ana.send("bojan", "still here");
        world.run();
        assertTrue(world.bojan.read().contains("still here"));
    }
}
