/** Tests of real vaults on disk: what they promise, what they leave there, and what they refuse. */
@NullMarked
package org.waystation.client.vault.directory;

import org.jspecify.annotations.NullMarked;
