/**
 * Texts that people hand to each other: contact links, vouchers and the checksum that tells damage from forgery.
 */
@NullMarked
package org.waystation.protocol.link;

import org.jspecify.annotations.NullMarked;
