package org.waystation.federation.outbox;

import java.time.Instant;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/** A sealed request that a member's client wants carried. {@code request}: exactly a request class. */
public record Submission(SubmissionId id, RelayId destination, Lane lane, Instant expiresAt, Bytes request) {}
