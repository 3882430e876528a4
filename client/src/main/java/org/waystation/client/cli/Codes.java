package org.waystation.client.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.client.cli.desk.Answers;
import org.waystation.client.cli.desk.Shown;
import org.waystation.client.person.Contact;
import org.waystation.client.verification.Language;
import org.waystation.client.verification.VerificationCode;

/**
 * The codes of two people, for the eye and for a program.
 *
 * @param claimed of another key that claims to be theirs
 */
record Codes(Language language, VerificationCode theirs, VerificationCode yours, Optional<VerificationCode> claimed) {

    ObjectNode answer(Contact contact, String qr) {
        ObjectNode answer = Answers.contact(contact).put("language", language.tag());
        answer.set("theirs", node(theirs));
        answer.set("yours", node(yours));
        answer.set("claimed", claimed.map(this::node).orElse(null));
        return answer.put("qr", qr);
    }

    private ObjectNode node(VerificationCode code) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode words = node.putArray("words");
        code.words(language).forEach(words::add);
        return node.put("digits", code.digits());
    }

    /** {@code waiting}: texts to the contact that are not under way yet. */
    List<String> lines(Contact contact, boolean digits, int waiting) {
        String name = Shown.name(contact.name());
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + line(theirs, digits));
        claimed.ifPresent(other -> lines.add("The other key: " + line(other, digits)));
        lines.add("You: " + line(yours, digits));
        lines.add("");
        if (claimed.isPresent()) {
            lines.add("Ask " + name
                    + ", face to face or on a call where you know the voice, which code is theirs: the first"
                    + " (waystation decide " + name + " --keep) or the other one (waystation decide " + name
                    + " --replace). " + costOfReplacing(waiting));
        } else {
            lines.add("The device of " + name
                    + " must show the same two codes. Compare face to face or on a call where you"
                    + " know the voice, then: waystation verify " + name + " --confirm");
            lines.add("If anything differs, somebody may be between you: write nothing that could hurt anybody, and"
                    + " exchange new links face to face: waystation link, waystation add");
        }
        return lines;
    }

    static String costOfReplacing(int waiting) {
        return "With --replace the other key gets the texts that wait (" + waiting + "), and that cannot be undone.";
    }

    private String line(VerificationCode code, boolean digits) {
        return digits ? code.digits() : String.join(" ", code.words(language));
    }
}
