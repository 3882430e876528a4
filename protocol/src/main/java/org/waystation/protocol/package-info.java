/** What every side of Waystation must agree on; each sub-package says what it owns. */
@NullMarked
package org.waystation.protocol;

import org.jspecify.annotations.NullMarked;
