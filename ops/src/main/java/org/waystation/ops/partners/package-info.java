/**
 * Commands about the relays that this one federates with. They change files: a running relay notices within a second or two.
 */
@NullMarked
package org.waystation.ops.partners;

import org.jspecify.annotations.NullMarked;
