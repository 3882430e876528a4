/**
 * Value types: opaque ids and keys, each with its length checked once.
 */
@NullMarked
package org.waystation.protocol.id;

import org.jspecify.annotations.NullMarked;
