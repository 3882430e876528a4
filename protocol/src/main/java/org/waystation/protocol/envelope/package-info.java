/**
 * What the two people say to each other: content, padded to a size class before it is encrypted.
 */
@NullMarked
package org.waystation.protocol.envelope;

import org.jspecify.annotations.NullMarked;
