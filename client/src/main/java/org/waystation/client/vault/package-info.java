/**
 * The vault: everything a client knows, on disk, sealed. A directory (mode 0700) with four files (mode 0600):
 *
 * <pre>
 * vault.key   the vault's random key, wrapped under Argon2id(passphrase). Destroying this file destroys the vault.
 * vault.db    SQLite, one table (below)
 * vault.db-wal, beside it while a process has the vault open
 * vault.lock  held by the process that has the vault open
 * </pre>
 *
 * One table holds all rows, whatever they are:
 *
 * <pre>
 * drawer   HMAC(index key, drawer)                  16 bytes
 * name     HMAC(index key, drawer, key of the row)  32 bytes
 * parent   HMAC(index key, drawer, parent)          16 bytes; rows of one contact, for example
 * ordinal  rises with every new row: the order of insertion
 * sealed   AEAD(row key, bound to drawer and key of the row, padded(key of the row, value))
 * </pre>
 *
 * So the file tells the number of rows, their order and their rough sizes, and nothing else. Values are padded to a few
 * sizes. A row cannot be put in another's place; an old copy of the whole file cannot be told from the newest.
 *
 * <p>{@link org.waystation.client.vault.Vault} is the port; {@code SqliteVault} the real thing and
 * {@link org.waystation.client.vault.InMemoryVault} the one for tests and simulations. Both pass the same contract test.
 */
@NullMarked
package org.waystation.client.vault;

import org.jspecify.annotations.NullMarked;
