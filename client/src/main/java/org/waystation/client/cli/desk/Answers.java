package org.waystation.client.cli.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.waystation.client.person.Account;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ReceivedText;
import org.waystation.client.person.SentText;
import org.waystation.protocol.frame.FaultNumber;

/**
 * The JSON that commands answer with under {@code --json}: a public contract. Fields may be added; none changes its meaning or
 * goes away. One object on one line, but for {@code read --follow} and {@code chat}, which print one object per line as they go.
 * Times are ISO 8601 in UTC. Texts are exactly as they were written.
 *
 * <pre>
 * join       {"relay": RELAY, "link": "waystation:..."}
 * link       {"link": "waystation:..."}
 * add        {"contact": CONTACT}
 * accept     {"contact": CONTACT}
 * verify     {"contact": CONTACT, "language": "en", "theirs": CODE, "yours": CODE, "claimed": null or CODE,
 *             "qr": "waystation-verify:..."}; with --confirm or --scanned {"contact": CONTACT}
 * decide     {"contact": CONTACT}
 * contacts   {"connected": true, "contacts": [CONTACT, ...]}
 * send       {"message": SENT}
 * read       {"messages": [RECEIVED, ...]}; with --follow one RECEIVED per line
 * chat       one RECEIVED per line
 * status     {"relay": RELAY, "connected": true, "contacts": [CONTACT, ...], "outgoing": [SENT, ...],
 *             "unread": 0, "unreadable": 0}
 * check      {"findings": [FINDING, ...], "vault": VAULT}
 * clear      {"cleared": true, "left": []}; cleared: no key is left; left: files that could not be removed
 * failure    {"error": {"code": "wrong_passphrase", "message": "...", "exit": 1}}, beside what is known nevertheless
 *
 * RELAY      {"name": "relay.example", "id": 64 hex digits}
 * CONTACT    {"name": "bojan", "state": "established", "words": "contact", "calls_itself": null or "...",
 *             "relay": null or "...", "verified": false, "key_changed": false, "unread": 0,
 *             "reason": null or REASON}
 *             state: adding, introduced, requested, established, unreachable, replaced
 * CODE       {"words": [7 words], "digits": "00000 ... 00000"}: 30 digits in groups of five
 * RECEIVED   {"contact": "bojan", "text": "...", "number": 1, "sent_at": "...", "received_at": "..."}
 * SENT       {"contact": "bojan", "number": 1, "state": "at_their_relay", "words": "at their relay", "sent_at": "...",
 *             "reason": null or REASON}
 *             state: waiting_here, at_your_relay, at_their_relay, on_their_device, read, expired, refused
 * REASON     {"fault": 31, "words": "..."}
 * FINDING    {"about": "files", "weight": "warning", "words": "..."}
 *             about: files, use, permissions, disk, memory, terminal, vault; weight: good, note, warning, unknown
 * VAULT      "not_looked_at", "whole", "none", or the code of a failure to open it
 * </pre>
 *
 * {@code number} counts the texts of one direction of one contact, from 1. {@code sent_at} of a received text is a claim of
 * its sender.
 */
public final class Answers {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Answers() {}

    public static ObjectNode joined(Account account) {
        ObjectNode answer = NODES.objectNode();
        answer.set("relay", relay(account));
        return answer.put("link", account.link().toText());
    }

    public static ObjectNode link(Account account) {
        return NODES.objectNode().put("link", account.link().toText());
    }

    public static ObjectNode contact(Contact contact) {
        ObjectNode answer = NODES.objectNode();
        answer.set("contact", contactNode(contact));
        return answer;
    }

    public static ObjectNode contacts(boolean connected, List<Contact> contacts) {
        ObjectNode answer = NODES.objectNode().put("connected", connected);
        ArrayNode people = answer.putArray("contacts");
        contacts.forEach(each -> people.add(contactNode(each)));
        return answer;
    }

    public static ObjectNode sent(SentText text) {
        ObjectNode answer = NODES.objectNode();
        answer.set("message", sentNode(text));
        return answer;
    }

    public static ObjectNode received(List<ReceivedText> texts) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode messages = answer.putArray("messages");
        texts.forEach(each -> messages.add(receivedNode(each)));
        return answer;
    }

    public static ObjectNode status(
            Account account, boolean connected, List<Contact> contacts, List<SentText> outgoing) {
        ObjectNode answer = NODES.objectNode();
        answer.set("relay", relay(account));
        answer.put("connected", connected);
        ArrayNode people = answer.putArray("contacts");
        contacts.forEach(each -> people.add(contactNode(each)));
        ArrayNode texts = answer.putArray("outgoing");
        outgoing.forEach(each -> texts.add(sentNode(each)));
        answer.put("unread", contacts.stream().mapToInt(Contact::unread).sum());
        return answer.put("unreadable", account.unreadable());
    }

    static ObjectNode failure(ObjectNode known, ExitCode exit, String code, String message) {
        known.putObject("error").put("code", code).put("message", message).put("exit", exit.number());
        return known;
    }

    private static ObjectNode relay(Account account) {
        ObjectNode relay = NODES.objectNode()
                .put("name", account.relayName())
                .put("id", HexFormat.of().formatHex(account.relay().toByteArray()));
        account.closing().ifPresent(each -> {
            relay.put("closes_at", each.since().toString());
            each.successor().ifPresent(successor -> relay.put("successor", successor.name()));
        });
        return relay;
    }

    private static ObjectNode contactNode(Contact contact) {
        ObjectNode node = NODES.objectNode()
                .put("name", contact.name())
                .put("state", contact.state().code())
                .put("words", contact.state().words())
                .put("calls_itself", contact.callsItself().orElse(null))
                .put("relay", contact.relayName().orElse(null))
                .put("verified", contact.trust().comparedAt().isPresent())
                .put("key_changed", contact.trust().claimed().isPresent())
                .put("unread", contact.unread());
        reason(node, contact.fault());
        return node;
    }

    public static ObjectNode receivedNode(ReceivedText text) {
        return NODES.objectNode()
                .put("contact", text.contactName())
                .put("text", text.text())
                .put("number", text.number())
                .put("sent_at", text.sentAt().toString())
                .put("received_at", text.receivedAt().toString());
    }

    private static ObjectNode sentNode(SentText text) {
        ObjectNode node = NODES.objectNode()
                .put("contact", text.contactName())
                .put("number", text.number())
                .put("state", text.delivery().code())
                .put("words", text.delivery().words())
                .put("sent_at", text.sentAt().toString());
        reason(node, text.fault());
        return node;
    }

    private static void reason(ObjectNode node, Optional<FaultNumber> fault) {
        if (fault.isPresent()) {
            node.putObject("reason")
                    .put("fault", fault.get().number())
                    .put("words", fault.get().words());
        } else {
            node.putNull("reason");
        }
    }
}
