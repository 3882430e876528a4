package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.client.messenger.ChangedKeyRig.linkOf;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.ContactResult;

/** Which keys count as compared, and what is said of those that do not. */
final class ComparedKeyTest {
    private final ChangedKeyRig rig = new ChangedKeyRig();
    private final World world = rig.world;
    private final Person vesna = rig.vesna;

    @Test
    void onlyAKeyWhoseCodeWasShownCanBeConfirmed() {
        // Given
        KeyTrust trust = world.ana.messenger().keyTrust();
        long id = rig.bojanOfAna().id();
        assertInstanceOf(ContactResult.NotShown.class, trust.confirmShown(id));

        // When
        trust.noteShown(id);
        trust.confirmShown(id);

        // Then
        assertEquals(
                Optional.of(world.clock.instant()), rig.bojanOfAna().trust().comparedAt());
    }

    @Test
    void aNewKeyWasNeverCompared() {
        // Given
        KeyTrust trust = world.ana.messenger().keyTrust();
        trust.confirm(rig.bojanOfAna().id(), rig.bojanOfAna().fingerprint());
        assertFalse(trust.takeRisk(rig.bojanOfAna().id()), "whom one has compared is no risk");

        // When
        rig.anaAdds(linkOf(vesna), "bojan");
        ContactResult whileInQuestion =
                trust.confirm(rig.bojanOfAna().id(), rig.bojanOfAna().fingerprint());
        rig.decided(true);

        // Then
        assertInstanceOf(ContactResult.KeyChanged.class, whileInQuestion);
        assertEquals(Optional.empty(), rig.bojanOfAna().trust().comparedAt());
        assertInstanceOf(
                ContactResult.NotShown.class,
                trust.confirmShown(rig.bojanOfAna().id()));
        assertTrue(trust.takeRisk(rig.bojanOfAna().id()));
        assertFalse(trust.takeRisk(rig.bojanOfAna().id()), "it is said once");
    }
}
