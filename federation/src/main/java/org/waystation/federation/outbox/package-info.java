/**
 * Durable queues of sealed requests waiting for partners, and what became of them. Pure decisions: transactions and events
 * in, forwards and outcomes out.
 *
 * <pre>
 * table         key                                       value
 * outbox        partner 32 | lane 1 | sequence 8          submission 16 | expires 8 | sealed request
 * outbox-head   partner 32                                next sequence 8 | requests 8 | bytes 8
 * submitted     submission 16                             state 1 | indexed at 8 | (below)
 *                 waiting                                   partner 32 | lane 1 | sequence 8
 *                 answered                                  sealed reply
 *                 failed                                    fault number 8
 * outbox-due    second 8 | submission 16                  (nothing)
 * </pre>
 *
 * No row says who submitted. A row that says waiting may have been answered already: {@code Uncollected}. A submission has one row in {@code submitted} and one in {@code outbox-due} for as long as the
 * relay knows it, and one in {@code outbox} while it waits. Its id in a key is hidden on a disk; these two tables were named
 * {@code submission} and {@code outbox-expiry} before it was.
 */
@NullMarked
package org.waystation.federation.outbox;

import org.jspecify.annotations.NullMarked;
