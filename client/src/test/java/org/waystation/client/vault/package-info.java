/** Tests of the vault: one contract for both kinds, and what the real one leaves on disk. */
@NullMarked
package org.waystation.client.vault;

import org.jspecify.annotations.NullMarked;
