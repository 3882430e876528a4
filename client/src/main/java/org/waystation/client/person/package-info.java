/**
 * What the person in front of the client sees, as values: contacts and their names, texts and how far they have come, and
 * what became of something the person wanted.
 *
 * <p>Nothing here decides or keeps anything. All types are immutable and safe for use by many threads.
 */
@NullMarked
package org.waystation.client.person;

import org.jspecify.annotations.NullMarked;
