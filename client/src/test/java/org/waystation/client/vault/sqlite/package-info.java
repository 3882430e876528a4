/** Tests of sealed rows and their keys. */
@NullMarked
package org.waystation.client.vault.sqlite;

import org.jspecify.annotations.NullMarked;
