/**
 * What somebody would see who holds this device: findings about the vault's files, about what the machine may have written
 * to its disk by itself, and about the terminal. Reads only; nothing of what it finds is a secret, and none of it is repeated
 * beyond its count.
 */
@NullMarked
package org.waystation.client.device;

import org.jspecify.annotations.NullMarked;
