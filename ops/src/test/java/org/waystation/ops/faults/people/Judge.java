package org.waystation.ops.faults.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.sealed.Answer;

/** What became of every letter. Safe for any thread. */
public final class Judge {
    private static final int MOST_COMPLAINTS = 20;

    private final Course course;
    private final BitSet taken = new BitSet();
    private final BitSet answered = new BitSet();
    private final BitSet shown = new BitSet();
    private final int[] lastShown;
    private final List<String> complaints = new ArrayList<>();
    private int duplicated;
    private int outOfOrder;
    private int secondDeliveries;
    private int carriedAgain;
    private int refusals;

    public Judge(Course course) {
        this.course = course;
        this.lastShown = new int[course.conversations()];
        Arrays.fill(lastShown, -1);
    }

    /**
     * The sums at a moment.
     *
     * @param taken letters that the writers' relay said it has
     * @param answered letters whose writer has heard the outcome
     * @param shown letters that a reader's user has seen
     */
    public record Sums(int taken, int answered, int shown) {}

    /**
     * The end.
     *
     * @param lost taken or answered as appended, and never seen by the reader's user
     * @param duplicated seen more than once by a user
     * @param outOfOrder seen after a later one of its conversation
     * @param carriedAgain requests that reached the partner again after it had stored what was in them: their answer was lost
     * @param secondDeliveries over the wire, which the reader's memory of what it has not yet got acknowledged took away
     * @param refusals of submissions, for the moment; tried again
     * @param complaints broken promises of other kinds
     */
    public record Verdict(
            int lost,
            int duplicated,
            int outOfOrder,
            int carriedAgain,
            int secondDeliveries,
            int refusals,
            List<String> complaints) {
        public boolean isClean() {
            return lost == 0 && duplicated == 0 && outOfOrder == 0 && complaints.isEmpty();
        }
    }

    synchronized void onTaken(int letter) {
        taken.set(letter);
    }

    synchronized void onRefused() {
        refusals++;
    }

    /** @param appended what the partner has answered; empty if it, or the own relay, has refused the letter for good */
    synchronized void onOutcome(int letter, Optional<Answer.Appended> appended) {
        boolean first = !answered.get(letter);
        answered.set(letter);
        if (appended.isEmpty()) {
            complain("an outcome that is no success");
        } else if (first && appended.get().duplicate()) {
            carriedAgain++;
        }
    }

    /** A reader's user sees a letter. */
    synchronized void onShown(int letter, int mailbox) {
        int conversation = course.conversationOf(letter);
        if (course.mailboxOf(letter) != mailbox) {
            complain("a letter in another's mailbox");
        }
        if (shown.get(letter)) {
            duplicated++;
            return;
        }
        shown.set(letter);
        outOfOrder += letter < lastShown[conversation] ? 1 : 0;
        lastShown[conversation] = Math.max(letter, lastShown[conversation]);
    }

    synchronized void onSecondDelivery() {
        secondDeliveries++;
    }

    /** A promise of another kind was broken. */
    public synchronized void complain(String what) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(what);
        }
    }

    public synchronized Sums sums() {
        return new Sums(taken.cardinality(), answered.cardinality(), shown.cardinality());
    }

    public synchronized Verdict verdict() {
        BitSet owed = (BitSet) taken.clone();
        owed.or(answered);
        owed.andNot(shown);
        List<String> all = new ArrayList<>(complaints);
        if (answered.cardinality() < course.letters()) {
            all.add(course.letters() - answered.cardinality() + " letters without an outcome");
        }
        return new Verdict(owed.cardinality(), duplicated, outOfOrder, carriedAgain, secondDeliveries, refusals, all);
    }
}
