/**
 * Honest but curious relays: a relay that does its work writes down everything that it could, and an attacker tries to learn
 * from that what the relay must not know.
 *
 * <pre>
 * Town ──plays──▶ Recorder ──Sighting──▶ SendersRelay, RecipientsRelay ──Dossier──▶ Hunt ──▶ Attacker
 *                                                        (Leak, in controls) ────────┘
 * </pre>
 */
@NullMarked
package org.waystation.ops.simulation.curious;

import org.jspecify.annotations.NullMarked;
