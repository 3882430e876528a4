package org.waystation.ops.siege.attack;

/** Something that somebody does to a relay. One thread. */
interface Attack {
    /** What is still allowed and has to be done before: to become a member, to fill a mailbox. */
    default void prepare() throws Exception {}

    /** A little of it; called a hundred times a second for as long as the attack lasts. */
    void tick() throws Exception;

    /** It is over; what is left to say. */
    default void end() {}
}
