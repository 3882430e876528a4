/**
 * The rows of a vault in a SQLite file, sealed. One table, {@code entry}, holds all rows, whatever they are:
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
 * So the file tells the number of rows, their order, their rough sizes and which belong together, and nothing else. Values
 * are padded to a few sizes.
 */
@NullMarked
package org.waystation.client.vault.sqlite;

import org.jspecify.annotations.NullMarked;
