package org.waystation.protocol.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;

class SuccessionTest {
    private final Entropy entropy = new SplittableRandom(5)::nextBytes;
    private final SigningKey old = SigningKey.generate(entropy);
    private final SigningKey next = SigningKey.generate(entropy);
    private final SigningKey thief = SigningKey.generate(entropy);
    private final Succession.Keys oldKeys = keys(old);
    private final Succession.Keys nextKeys = keys(next);
    private final Succession.Keys thiefKeys = keys(thief);
    private final Succession statement = statement(old, next);

    private Succession.Keys keys(SigningKey signing) {
        return new Succession.Keys(
                signing.verifyingKey(), AgreementKey.generate(entropy).publicKey());
    }

    /** What these two say together, whoever they are, of the step from the old to the new. */
    private Succession statement(SigningKey byOld, SigningKey byNew) {
        return new Succession(
                oldKeys, Succession.sign(byOld, oldKeys, nextKeys), Succession.sign(byNew, oldKeys, nextKeys));
    }

    @Test
    void leadsToTheIdentityThatBothHaveSignedFor() {
        assertTrue(statement.leadsTo(nextKeys));
    }

    @Test
    void leadsNowhereElse() {
        assertFalse(statement.leadsTo(thiefKeys));
        assertFalse(statement.leadsTo(new Succession.Keys(nextKeys.signing(), thiefKeys.agreement())));
        assertFalse(statement.leadsTo(oldKeys));
    }

    @Test
    void eitherSignatureAloneIsNotEnough() {
        assertFalse(statement(thief, next).leadsTo(nextKeys));
        assertFalse(statement(old, thief).leadsTo(nextKeys));
        assertFalse(statement(next, old).leadsTo(nextKeys));
    }

    @Test
    void aSignatureOfOneStepIsWorthlessForAnother() {
        // Given
        Bytes ofAnotherStep = Succession.sign(old, oldKeys, thiefKeys);

        // Then
        assertFalse(new Succession(oldKeys, ofAnotherStep, statement.newSignature()).leadsTo(nextKeys));
        assertFalse(new Succession(thiefKeys, statement.oldSignature(), statement.newSignature()).leadsTo(nextKeys));
    }

    @Test
    void nobodySucceedsThemselves() {
        // Given
        Bytes signature = Succession.sign(old, oldKeys, oldKeys);

        // Then
        assertFalse(new Succession(oldKeys, signature, signature).leadsTo(oldKeys));
    }

    @Test
    void contentCarriesItAsTheGrammarSays() throws ProtocolViolation {
        // Given
        String form = "0a20" + Hex.of(oldKeys.signing().bytes())
                + "1220" + Hex.of(oldKeys.agreement().bytes())
                + "1a40" + Hex.of(statement.oldSignature().toByteArray())
                + "2240" + Hex.of(statement.newSignature().toByteArray());
        Content content = Content.empty(0).withSuccession(statement);

        // Then
        assertEquals("3ac801" + form, Hex.of(content.encode()));
        assertEquals(content, Content.decode(content.encode()));
        assertEquals(statement, Succession.decode(Hex.value(form)));
        assertThrows(ProtocolViolation.class, () -> Succession.decode(Hex.value(form.replace("2240", "223f"))));
        assertThrows(ProtocolViolation.class, () -> Content.decode(Hex.bytes("3a020a00")));
    }
}
