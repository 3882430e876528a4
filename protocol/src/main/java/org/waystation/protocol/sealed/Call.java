package org.waystation.protocol.sealed;

import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;

/** What a client may ask of any relay, sealed to it. */
public sealed interface Call {

    /** Unix seconds; later than this the relay refuses. */
    long expiresAt();

    /** The class that the call is padded to; depends on nothing but what is visible anyway. */
    SizeClass sizeClass();

    /** The result of the method of {@code cases} that is for this kind. */
    <R> R match(Cases<R> cases);

    /** One method per kind. */
    interface Cases<R> {
        R append(Append call);

        R fetchPrekeys(FetchPrekeys call);
    }

    /** Put an envelope into a mailbox. {@code content}: exactly the length of a size class. */
    record Append(long expiresAt, MailboxId mailbox, SendToken token, EnvelopeId envelope, Lane lane, Bytes content)
            implements Call {
        public Append {
            if (SizeClass.ofEnvelope(content.size()).isEmpty()) {
                throw new IllegalArgumentException("an envelope of " + content.size() + " bytes is of no class");
            }
        }

        @Override
        public SizeClass sizeClass() {
            return SizeClass.ofEnvelope(content.size()).orElseThrow();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.append(this);
        }
    }

    /** Hand out the prekeys of a front door. */
    record FetchPrekeys(long expiresAt, MailboxId frontDoor, SendToken linkToken) implements Call {
        @Override
        public SizeClass sizeClass() {
            return SizeClass.MEDIUM;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fetchPrekeys(this);
        }
    }
}
