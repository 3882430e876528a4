/**
 * Relay cards: how a relay describes itself, signed by its identity key.
 */
@NullMarked
package org.waystation.protocol.card;

import org.jspecify.annotations.NullMarked;
