/**
 * Who two people are to each other, and the prekeys by which a stranger may write first: public halves that a relay hands
 * out, which exist only with their signatures checked, and private halves that stay with their owner.
 *
 * <p>All types are immutable and safe for use by many threads.
 */
@NullMarked
package org.waystation.protocol.prekey;

import org.jspecify.annotations.NullMarked;
