/** Tests of the automatic lock. */
@NullMarked
package org.waystation.client.idle;

import org.jspecify.annotations.NullMarked;
