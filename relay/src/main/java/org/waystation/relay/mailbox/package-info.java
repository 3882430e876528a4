/**
 * Accept, deliver, acknowledge, expire: what mailboxes do, as decisions over transactions.
 *
 * <pre>
 * table     key                               value
 * mailbox   M 32                              owner key 32 | hash of send token 32 | front door 1
 *                                             | next sequence 8 | envelopes 8 | bytes 8 | head 8
 * envelope  M 32 | sequence 8                 envelope id 16 | arrived 8 | expires 8 | content
 * prekey    M 32 | kind 1 | sequence 8        encoded prekeys; of kind 3, the number of the last publication 8
 * epoch     (nothing)                         the restore epoch that one-time prekeys were published under
 * seen      S 16                              (nothing)
 * served    digest of a sealed request 32     encoded prekey bundle
 * expiry    second 8 | kind 1 | rest          (nothing); rest = M | sequence, S, or the digest
 *
 * M = keyed hash of the mailbox id      S = keyed hash of mailbox id and envelope id
 * </pre>
 *
 * An acknowledged envelope leaves S and its expiry row behind, so that a repeat is recognised for as long as one may come;
 * without the relay's secret neither tells which mailbox it was for.
 */
@NullMarked
package org.waystation.relay.mailbox;

import org.jspecify.annotations.NullMarked;
