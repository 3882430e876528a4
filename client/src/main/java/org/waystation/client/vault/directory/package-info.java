/**
 * A vault on disk: made, opened, looked at and destroyed. A directory (mode 0700) with these files (mode 0600):
 *
 * <pre>
 * vault.key   the vault's random key, wrapped under Argon2id(passphrase). Destroying this file destroys the vault.
 * vault.db    SQLite, two tables ({@link org.waystation.client.vault.sqlite})
 * vault.db-wal, beside it while a process has the vault open
 * vault.head  number of the newest commit, sealed: tells an older vault.db
 * vault.tries how often a wrong passphrase was given, while that has happened
 * vault.lock  held by the process that has the vault open
 * </pre>
 *
 * All keys come from the vault's key. A row that was changed, removed, added, moved or taken from another time, and an older
 * copy of vault.db, are refused at opening; an older copy of the whole directory cannot be told.
 */
@NullMarked
package org.waystation.client.vault.directory;

import org.jspecify.annotations.NullMarked;
