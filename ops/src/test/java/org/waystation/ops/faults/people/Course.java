package org.waystation.ops.faults.people;

/**
 * Who writes what to whom. Letter {@code n}, from 0, is the next one of its conversation: one writer, one mailbox.
 *
 * @param letters in all
 */
public record Course(int writers, int mailboxes, int letters) {
    public int conversations() {
        return writers * mailboxes;
    }

    int writerOf(int letter) {
        return letter % writers;
    }

    int mailboxOf(int letter) {
        return letter / writers % mailboxes;
    }

    int conversationOf(int letter) {
        return letter % conversations();
    }
}
