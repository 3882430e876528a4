/**
 * How two people find out that each has the other's true key: a code of each person, as words or digits, to be read aloud or
 * compared on paper, and a QR code that compares both keys at once. Pure, and slow where it says so; no class here holds
 * anything secret.
 *
 * <pre>
 * fingerprint --Argon2id--> VerificationCode --> seven words of a Language, or thirty digits
 * both fingerprints --> VerificationText --> QrDrawing --> some scanner --> Crosswise
 * </pre>
 */
@NullMarked
package org.waystation.client.verification;

import org.jspecify.annotations.NullMarked;
