package org.waystation.client.messenger;

import org.waystation.client.person.Ending;
import org.waystation.client.person.Notice;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.ToRelay;

/** What the messenger wants done. Handed out in order, after the transaction that it belongs to is on disk. */
public sealed interface Action {
    record Send(Frame<ToRelay> frame) implements Action {}

    /** Ends the connection; whatever was under way will be asked again on the next. */
    record Close(Ending ending) implements Action {}

    /** Something that the person may want to know. */
    record Tell(Notice notice) implements Action {}
}
