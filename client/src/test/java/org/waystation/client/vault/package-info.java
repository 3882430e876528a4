/** What every vault promises, and the one in memory. */
@NullMarked
package org.waystation.client.vault;

import org.jspecify.annotations.NullMarked;
