package org.waystation.ops.demo;

import java.nio.file.Path;
import java.util.List;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.RelayUnderTest;
import org.waystation.ops.programs.Workplace;

/** Everything that the steps of the demonstration share. One thread. */
record Scene(
        Programs programs,
        Workplace workplace,
        Story story,
        Claims claims,
        Letters letters,
        RelayUnderTest one,
        RelayUnderTest two,
        Person ana,
        Person bojan,
        Tally toBojan,
        Tally toAna,
        Evidence evidence) {

    // Long enough not to be found by chance in what is sealed.
    static final String ANA = "Ana Kovačević";
    static final String BOJAN = "Bojan Mitrović";

    static Scene set(Programs programs, Workplace workplace, Story story, Letters letters, Path passphraseFile) {
        return new Scene(
                programs,
                workplace,
                story,
                new Claims(story),
                letters,
                new RelayUnderTest(programs, "one.example", workplace.of("relay-one")),
                new RelayUnderTest(programs, "two.example", workplace.of("relay-two")),
                new Person(programs, ANA, workplace.of("vault-1"), passphraseFile),
                new Person(programs, BOJAN, workplace.of("vault-2"), passphraseFile),
                new Tally(),
                new Tally(),
                new Evidence());
    }

    /** Notes what is about to be sent: a text of Bojan's to Ana and one of hers to him. */
    void sends(String bojans, String anas) {
        toAna.sent(bojans);
        evidence.text(bojans);
        toBojan.sent(anas);
        evidence.text(anas);
    }

    /** Ana writes all of these; gives how far they have come, each state once. */
    List<String> anaWrites(List<String> texts) {
        texts.forEach(toBojan::sent);
        texts.forEach(evidence::text);
        ana.write(BOJAN, texts);
        return ana.states(texts.size()).stream().distinct().toList();
    }
}
