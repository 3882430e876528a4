package org.waystation.client.messenger;

import java.util.Optional;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;
import org.waystation.client.rows.OutgoingRow;
import org.waystation.protocol.frame.FaultNumber;

/** Moves the state of texts that the person wrote; only ever forward. */
final class Deliveries {
    private Deliveries() {}

    /** {@code number}: 0, or one that was never written, is nothing to move. */
    static void advance(Turn turn, long contact, long number, Delivery next, Optional<FaultNumber> fault) {
        Optional<OutgoingRow> row = number <= 0 ? Optional.empty() : turn.rows().outgoing(contact, number);
        if (row.isEmpty() || !Delivery.ofNumber(row.get().getDelivery()).mayBecome(next)) {
            return;
        }
        turn.rows()
                .put(
                        contact,
                        row.get().toBuilder()
                                .setDelivery(next.number())
                                .setFault(fault.map(FaultNumber::number).orElse(0))
                                .build());
        turn.tell(new Notice.DeliveryChanged(contact, number, next));
    }
}
