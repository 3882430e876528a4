/** Tests of the package of the same name. */
@NullMarked
package org.waystation.ops.netcheck;

import org.jspecify.annotations.NullMarked;
