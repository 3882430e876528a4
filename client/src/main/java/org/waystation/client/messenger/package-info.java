/**
 * What a client decides, without a thread, a socket or a clock of its own.
 *
 * <p>{@link org.waystation.client.messenger.Messenger} takes events (connected, a frame came, the person wants something,
 * time passes) and returns actions (send this frame, close, tell the person). Everything durable is in the vault: one
 * event is one transaction, and its actions are handed out after the commit. So an envelope is acknowledged only when what
 * was in it is on disk, and a request is sent only when the same bytes can be sent again. What belongs to one connection
 * is in {@code RelayChannel} and is forgotten with it.
 *
 * <p>Who does what:
 *
 * <pre>
 * Messenger      events in, actions out           Turn           one event being worked on
 * Progress       what an event has made possible
 * Greeting       version, card, login             Membership     voucher, account
 * Dispatch       frames to whom they concern      RelayChannel   what one connection knows
 * Mailboxes      creates and attaches ours; takes envelopes; acknowledges
 * FrontDoor      introductions from strangers     PrekeyStock    private prekeys
 * Restocking     when prekeys are published       Publication    one that is under way
 * KnownIntroductions  which handshakes were taken at the front door
 * Adding         from a contact link to the first message
 * LetterWriter   texts, addresses and receipts into the ratchet
 * LetterReader   and out of it                    Texts          what is shown, and what was read
 * Courier        sealed requests out              Outcomes       what their outcomes mean
 * SendQueue      what is still to be carried      Cards          other relays' cards
 * People         the contacts as the person names them
 * KeyTrust       what the person says about keys  Decisions      and what follows from it
 * KeyClaims      another key for a known contact  Successors     one that the known key has signed for
 * OwnSuccession  this person goes on under another identity
 * Takeover       one key gets the name and the waiting texts of another
 * </pre>
 *
 * <p>All classes are confined to the thread that feeds the messenger.
 */
@NullMarked
package org.waystation.client.messenger;

import org.jspecify.annotations.NullMarked;
