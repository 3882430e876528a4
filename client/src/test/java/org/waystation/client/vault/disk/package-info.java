/** Tests of the small files beside a vault's rows. */
@NullMarked
package org.waystation.client.vault.disk;

import org.jspecify.annotations.NullMarked;
