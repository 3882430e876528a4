package org.waystation.ops.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.link.UnreadableText;

/** What is collected on the way for the end: what must not be on a disk, and what was there. One thread. */
final class Evidence {
    private final List<String> links = new ArrayList<>();
    private final List<Bytes> fingerprints = new ArrayList<>();
    private final List<Needle> needles = new ArrayList<>();
    private final Map<String, OnDisk> disks = new TreeMap<>();
    private int tooShort;

    /** What one relay had on its disk at the fullest moment. */
    record OnDisk(long envelopes, long waiting, long bytes) {}

    void text(String text) {
        if (Needle.isLongEnough(text)) {
            needles.add(Needle.ofText("a message", text));
        } else {
            tooShort++;
        }
    }

    void name(String name) {
        needles.add(Needle.ofText("a contact's name", name));
    }

    void key(String what, byte[] value) {
        needles.add(Needle.ofBytes(what, value));
    }

    /** Everything in a contact link that tells who it is of, or lets somebody in. */
    void link(String link) {
        links.add(link);
        try {
            ContactLink parsed = ContactLink.parse(link);
            fingerprints.add(parsed.fingerprint());
            key("the fingerprint of a person's keys", parsed.fingerprint().toByteArray());
            key("the address of a mailbox", parsed.frontDoor().toByteArray());
            key("the token of a contact link", parsed.linkToken().toByteArray());
        } catch (UnreadableText e) {
            throw new DemoFailure("the client's contact link cannot be read: " + e.getMessage());
        }
    }

    /** The contact links, in the order in which they were noted. */
    List<String> links() {
        return List.copyOf(links);
    }

    List<Bytes> fingerprints() {
        return List.copyOf(fingerprints);
    }

    void disk(String relay, OnDisk onDisk) {
        disks.put(relay, onDisk);
    }

    List<Needle> needles() {
        return List.copyOf(needles);
    }

    /** Messages that are too short to be searched for without finding them by chance. */
    int tooShort() {
        return tooShort;
    }

    Map<String, OnDisk> disks() {
        return Map.copyOf(disks);
    }
}
