/**
 * Whether the ways to partners work, and what to do where they do not: looking at every address from outside, and sending an
 * encrypted canary through both relays.
 */
@NullMarked
package org.waystation.ops.netcheck;

import org.jspecify.annotations.NullMarked;
