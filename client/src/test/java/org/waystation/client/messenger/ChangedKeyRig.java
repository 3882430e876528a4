package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.waystation.client.person.Contact;
import org.waystation.client.person.ContactResult;
import org.waystation.client.person.MessageText;
import org.waystation.protocol.link.ContactLink;

/** Ana, who knows Bojan, and Vesna, whose key comes up for him. */
final class ChangedKeyRig {
    final World world = new World();
    final Person vesna = new Person(world.one, world.clock, world.entropy);

    ChangedKeyRig() {
        world.people.add(vesna);
        vesna.join();
        world.acquainted();
    }

    static ContactLink linkOf(Person person) {
        return person.messenger().account().orElseThrow().link();
    }

    ContactResult anaAdds(ContactLink link, String name) {
        return world.ana.messenger().add(link, Optional.of(name), Optional.empty(), Optional.empty());
    }

    ContactResult anaWrites(String text) {
        ContactResult result = world.ana.messenger().send("bojan", new MessageText(text));
        world.run();
        return result;
    }

    /** Vesna asks to be Ana's contact, who calls that one "contact-2" so far. */
    void vesnaAsks() {
        World.add(vesna, world.ana, "ana");
        world.run();
    }

    ContactResult anaAccepts(String request, String name) {
        return world.ana.messenger().accept(request, Optional.of(name));
    }

    Contact bojanOfAna() {
        return world.ana.messenger().contact("bojan").orElseThrow();
    }

    Contact decided(boolean replace) {
        KeyTrust trust = world.ana.messenger().keyTrust();
        ContactResult result = replace ? trust.replaceKey("bojan") : trust.keepKey("bojan");
        world.run();
        return assertInstanceOf(ContactResult.Done.class, result).contact();
    }

    /** What Vesna has read after accepting whoever asks. */
    List<String> vesnaAcceptsAndReads() {
        vesna.messenger().accept("contact-1", Optional.of("ana"));
        world.run();
        return vesna.read();
    }
}
