package org.waystation.client.cli.open;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;

/**
 * What an open chat has been told and has not shown: under which keys its contact has gone on, and which texts did not arrive.
 * Any thread may ask; whoever asks on the client's own thread sees the same contact as the messenger does.
 */
final class ChatNews {
    /** Of texts that did not arrive so many are told one by one, the others as a number. */
    static final int REFUSALS_KEPT = 64;

    /**
     * Whom the chat has been with, the last of them now. As few as a contact may go on under another key without the person
     * comparing codes, which takes the vault and so cannot be done beside an open chat.
     */
    @GuardedBy("this")
    private final List<Long> contacts = new ArrayList<>();

    @GuardedBy("this")
    private final List<Notice.DeliveryChanged> refusals = new ArrayList<>();

    @GuardedBy("this")
    private int moreRefusals;

    @GuardedBy("this")
    private boolean moved;

    /** Texts that did not arrive, the first of them, and how many more there are. */
    record Refusals(List<Notice.DeliveryChanged> texts, int more) {}

    ChatNews(long contact) {
        contacts.add(contact);
    }

    /** Whether there is something to show. */
    synchronized boolean take(Notice notice) {
        if (notice instanceof Notice.TextArrived arrived) {
            return contacts.contains(arrived.contact());
        }
        if (notice instanceof Notice.ContactMoved it && it.before() == contact()) {
            contacts.add(it.contact());
            moved = true;
            return true;
        }
        if (notice instanceof Notice.DeliveryChanged changed && isRefusal(changed)) {
            keep(changed);
            return true;
        }
        return false;
    }

    @GuardedBy("this")
    private boolean isRefusal(Notice.DeliveryChanged changed) {
        return contacts.contains(changed.contact())
                && (changed.delivery() == Delivery.REFUSED || changed.delivery() == Delivery.EXPIRED);
    }

    @GuardedBy("this")
    private void keep(Notice.DeliveryChanged refusal) {
        if (refusals.size() < REFUSALS_KEPT) {
            refusals.add(refusal);
        } else {
            moreRefusals++;
        }
    }

    /** Whom the chat is with now. */
    synchronized long contact() {
        return contacts.get(contacts.size() - 1);
    }

    /** Under all keys that the chat has seen, in the order in which they came. */
    synchronized List<Long> contacts() {
        return List.copyOf(contacts);
    }

    /** Whether the contact has gone on under another key since this was asked last. */
    synchronized boolean takeMoved() {
        boolean told = moved;
        moved = false;
        return told;
    }

    /** Those since this was asked last. */
    synchronized Refusals takeRefusals() {
        Refusals taken = new Refusals(List.copyOf(refusals), moreRefusals);
        refusals.clear();
        moreRefusals = 0;
        return taken;
    }
}
