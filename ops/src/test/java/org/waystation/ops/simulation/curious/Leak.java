package org.waystation.ops.simulation.curious;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.waystation.ops.simulation.curious.Attacker.Known;
import org.waystation.ops.simulation.curious.Dossier.Part;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Limits;

/** Mistakes that a client could make, planted in what a relay has recorded: an attacker who does not see them sees nothing. */
enum Leak {
    /** Each request to one mailbox names the same ticket. */
    SAME_TICKET {
        @Override
        Dossier plant(Known message, Chance chance) {
            return message.dossier().with(ticketOf(message.dossier()), mark(message, Limits.TICKET_ID_BYTES));
        }
    },
    /** Each request to one mailbox is made with the same encapsulated secret. */
    SAME_ENCAPSULATION {
        @Override
        Dossier plant(Known message, Chance chance) {
            byte[] request = message.dossier().request().toByteArray();
            byte[] secret = Arrays.copyOfRange(
                    request, Limits.REQUEST_HEAD_BYTES, Limits.REQUEST_HEAD_BYTES + Limits.SEALING_ENCAPSULATION_BYTES);
            return message.dossier().with(secret, mark(message, secret.length));
        }
    },
    /** Requests to one mailbox are longer than those to another. */
    SIZE {
        @Override
        Dossier plant(Known message, Chance chance) {
            byte[] request = message.dossier().request().toByteArray();
            byte[] end = Arrays.copyOfRange(request, request.length - Limits.AEAD_TAG_BYTES, request.length);
            byte[] longer = ByteBuffer.allocate(end.length + message.who())
                    .put(end)
                    .put(chance.bytes(message.who()))
                    .array();
            return message.dossier().with(end, longer);
        }
    },
    /** The mailbox stands in the clear, somewhere. */
    IN_THE_CLEAR {
        @Override
        Dossier plant(Known message, Chance chance) {
            byte[] request = message.dossier().request().toByteArray();
            int at = chance.below(request.length - ID_BYTES);
            return message.dossier().with(Arrays.copyOfRange(request, at, at + ID_BYTES), mark(message, ID_BYTES));
        }
    },
    /** One byte of a submission's id says who it is about. */
    SUBMISSION_ID {
        @Override
        Dossier plant(Known message, Chance chance) {
            byte[] row = message.dossier().part(Part.KNOWN_ROW).orElseThrow();
            byte[] id = Arrays.copyOf(row, SubmissionId.LENGTH_BYTES);
            byte[] telling = id.clone();
            telling[4] = (byte) message.who();
            return message.dossier().with(id, telling);
        }
    },
    /** One byte of an envelope's id says who wrote it. */
    ENVELOPE_ID {
        @Override
        Dossier plant(Known message, Chance chance) {
            byte[] row = message.dossier().part(Part.ENVELOPE_ROW).orElseThrow();
            byte[] id = Arrays.copyOfRange(row, ENVELOPE_KEY_BYTES, ENVELOPE_KEY_BYTES + EnvelopeId.LENGTH_BYTES);
            byte[] telling = id.clone();
            telling[4] = (byte) message.who();
            return message.dossier().with(id, telling);
        }
    };

    private static final int ID_BYTES = 32;
    private static final int ENVELOPE_KEY_BYTES = 40;

    /** What the relay would have on the message if it had this leak. */
    abstract Dossier plant(Known message, Chance chance);

    /** The leak in all of them. */
    List<Known> in(List<Known> messages, Chance chance) {
        return messages.stream()
                .map(each -> new Known(plant(each, chance), each.who()))
                .toList();
    }

    /** Somebody spends each ticket on their next request, to whatever mailbox that goes. */
    static List<Known> ticketsSpentAnywhere(List<Known> messages) {
        List<Known> leaking = new ArrayList<>();
        Map<Integer, byte[]> tickets = new HashMap<>();
        for (Known each : messages) {
            byte[] own = ticketOf(each.dossier());
            byte[] spent = tickets.getOrDefault(each.who(), own);
            leaking.add(new Known(each.dossier().with(own, spent), each.who()));
            each.dossier().part(Part.ANSWER).ifPresent(ticket -> tickets.put(each.who(), ticket));
        }
        return leaking;
    }

    /** What stands where a ticket would. */
    static byte[] ticketOf(Dossier dossier) {
        int at = Limits.REQUEST_VERSION_BYTES + Limits.ROUTING_KEY_ID_BYTES;
        return Arrays.copyOfRange(dossier.request().toByteArray(), at, at + Limits.TICKET_ID_BYTES);
    }

    /** Bytes that look like chance and are the same for all messages about one. */
    private static byte[] mark(Known message, int length) {
        return new Chance(message.who()).bytes(length);
    }
}
