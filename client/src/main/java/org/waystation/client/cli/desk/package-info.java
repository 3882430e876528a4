/**
 * What every command at the terminal works with: the vault and the passphrase that opens it, the connection, the two ways to
 * answer (lines and JSON), and the one line in which a command fails.
 */
@NullMarked
package org.waystation.client.cli.desk;

import org.jspecify.annotations.NullMarked;
