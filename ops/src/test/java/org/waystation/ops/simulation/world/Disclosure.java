package org.waystation.ops.simulation.world;

import java.util.Optional;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.protocol.prekey.PublicIdentity;

/** What of a person no relay may ever see. */
final class Disclosure {
    private Disclosure() {}

    static void ofIdentity(PersonNode person, Secrets secrets) {
        PublicIdentity identity = person.identity();
        String whose = " of " + person.name();
        secrets.add(identity.signing().bytes(), "the signing key" + whose, Optional.empty());
        secrets.add(identity.agreement().bytes(), "the agreement key" + whose, Optional.empty());
        secrets.add(identity.fingerprint(), "the fingerprint" + whose, Optional.empty());
    }
}
