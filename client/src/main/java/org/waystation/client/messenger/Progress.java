package org.waystation.client.messenger;

import org.waystation.client.rows.ContactRow;

/** What an event has made possible for contacts and for what is to be sent; made at the end of the event's turn. */
final class Progress {
    private final Adding adding;
    private final LetterWriter writer;
    private final Takeover takeover;
    private final Courier courier;

    Progress(Adding adding, LetterWriter writer, Takeover takeover, Courier courier) {
        this.adding = adding;
        this.writer = writer;
        this.takeover = takeover;
        this.courier = courier;
    }

    /** As far as it goes: a step for one contact may touch others. */
    void make(Turn turn) {
        do {
            while (!turn.channel().touchedContacts().isEmpty()) {
                advance(turn, turn.contact(turn.channel().touchedContacts().remove()));
            }
            courier.pump(turn);
        } while (!turn.channel().touchedContacts().isEmpty());
    }

    private void advance(Turn turn, ContactRow contact) {
        if (KeyClaims.isHeld(contact)) {
            return;
        }
        switch (contact.getPhase()) {
            case ADDING -> adding.advance(turn, contact);
            case INTRODUCED, ESTABLISHED -> writer.advance(turn, contact);
            case REPLACED -> takeover.forward(turn, contact);
            case REQUESTED, UNREACHABLE, PHASE_UNKNOWN, UNRECOGNIZED -> {}
        }
    }
}
