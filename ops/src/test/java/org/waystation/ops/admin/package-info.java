/** What the admin listener answers, and to whom. */
@NullMarked
package org.waystation.ops.admin;

import org.jspecify.annotations.NullMarked;
