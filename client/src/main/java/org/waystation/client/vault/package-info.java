/**
 * The vault: everything a client knows, on disk, sealed. A directory (mode 0700) with these files (mode 0600):
 *
 * <pre>
 * vault.key   the vault's random key, wrapped under Argon2id(passphrase). Destroying this file destroys the vault.
 * vault.db    SQLite, two tables (below)
 * vault.db-wal, beside it while a process has the vault open
 * vault.head  number of the newest commit, sealed: tells an older vault.db
 * vault.tries how often a wrong passphrase was given, while that has happened
 * vault.lock  held by the process that has the vault open
 * </pre>
 *
 * One table, {@code entry}, holds all rows, whatever they are:
 *
 * <pre>
 * drawer   HMAC(index key, drawer)                  16 bytes
 * name     HMAC(index key, drawer, key of the row)  32 bytes
 * parent   HMAC(index key, drawer, parent)          16 bytes; rows of one contact, for example
 * ordinal  rises with every new row: the order of insertion
 * sealed   AEAD(row key, bound to drawer and key of the row, padded(key of the row, value))
 * </pre>
 *
 * The other, {@code head}, holds one row, which every commit replaces:
 *
 * <pre>
 * one      1
 * sealed   AEAD(head key, commit 8 | number of rows 8 | sum 32)
 *          sum: of HMAC(tag key, ordinal, drawer, name, parent, sealed) over all rows, modulo 2^256
 * </pre>
 *
 * All keys come from the vault's key. So the files tell the number of rows, their order, their rough sizes and which belong
 * together, and nothing else. Values are padded to a few sizes. A row that was changed, removed, added, moved or taken from
 * another time, and an older copy of vault.db, are refused at opening; an older copy of the whole directory cannot be told.
 *
 * <p>{@link org.waystation.client.vault.Vault} is the port; {@code SqliteVault} the real thing and
 * {@link org.waystation.client.vault.InMemoryVault} the one for tests and simulations. Both pass the same contract test.
 */
@NullMarked
package org.waystation.client.vault;

import org.jspecify.annotations.NullMarked;
