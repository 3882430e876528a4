/**
 * The relay's files: identity, keys, roster, card, and what a running relay tells its operator's commands.
 */
@NullMarked
package org.waystation.relay.home;

import org.jspecify.annotations.NullMarked;
