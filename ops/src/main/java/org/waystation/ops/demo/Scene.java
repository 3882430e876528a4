package org.waystation.ops.demo;

import java.nio.file.Path;

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

    /** Sends a text from Ana to Bojan, and notes it. */
    String anaWrites(String text) {
        toBojan.sent(text);
        evidence.text(text);
        return ana.send(BOJAN, text);
    }

    /** Sends a text from Bojan to Ana, and notes it. */
    String bojanWrites(String text) {
        toAna.sent(text);
        evidence.text(text);
        return bojan.send(ANA, text);
    }
}
