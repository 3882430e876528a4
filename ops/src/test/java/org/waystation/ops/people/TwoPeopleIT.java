package org.waystation.ops.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.person.Delivery;

/** The main job: two people, two organisations' relays, one conversation, and what may befall it. */
class TwoPeopleIT {
    private HostedRelay one;
    private HostedRelay two;
    private Person ana;
    private Person bojan;

    @BeforeEach
    void becomeContacts(@TempDir Path directory) throws Exception {
        one = new HostedRelay(directory.resolve("one"), "one.example");
        two = new HostedRelay(directory.resolve("two"), "two.example");
        one.federateWith(two);
        ana = new Person(directory.resolve("ana"), one.voucher());
        bojan = new Person(directory.resolve("bojan"), two.voucher());
        ana.add(bojan.link(), "Bojan");
        bojan.acceptRequest("Ana");
        ana.awaitContact("Bojan");
    }

    @AfterEach
    void leave() {
        ana.close();
        bojan.close();
        one.close();
        two.close();
    }

    @Test
    void bothWriteAndEachLearnsThatItWasRead() {
        // Given
        String greeting = "Dobar dan, Бојане! مرحبا 👩🏽‍⚖️ e\u0301";

        // When
        long first = ana.send("Bojan", greeting);
        List<String> readByBojan = bojan.read(1);
        long second = bojan.send("Ana", "Zdravo, Ana");
        List<String> readByAna = ana.read(1);

        // Then
        assertEquals(List.of(greeting), readByBojan);
        assertEquals(List.of("Zdravo, Ana"), readByAna);
        ana.awaitDelivery("Bojan", first, Delivery.READ);
        bojan.awaitDelivery("Ana", second, Delivery.READ);
    }

    @Test
    void whatIsWrittenDuringAnAbsenceIsReadInOrderAfterwards() {
        // Given
        bojan.leave();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            written.add("line " + i);
            ana.send("Bojan", "line " + i);
        }
        ana.awaitDelivery("Bojan", 150, Delivery.AT_THEIR_RELAY);

        // When
        bojan.comeBack();

        // Then
        assertEquals(written, bojan.read(150));
    }

    @Test
    void whatIsWrittenWhileTheOtherRelayIsDownArrivesOnceItIsUp() throws Exception {
        // Given
        bojan.leave();
        two.stop();
        long last = 0;
        for (int i = 0; i < 30; i++) {
            last = ana.send("Bojan", "during the outage " + i);
        }
        ana.awaitDelivery("Bojan", last, Delivery.AT_YOUR_RELAY);

        // When
        two.startAgain();
        ana.awaitDelivery("Bojan", last, Delivery.AT_THEIR_RELAY);
        bojan.comeBack();

        // Then
        List<String> read = bojan.read(30);
        assertEquals("during the outage 0", read.get(0));
        assertEquals("during the outage 29", read.get(29));
        assertEquals(30, read.size());
    }

    @Test
    void whatIsWrittenOfflineLeavesWithTheNextConnection() {
        // Given
        ana.leave();
        ana.comeBackOffline();
        long number = ana.send("Bojan", "written in the cellar");
        ana.awaitDelivery("Bojan", number, Delivery.WAITING_HERE);

        // When
        ana.connect();

        // Then
        assertEquals(List.of("written in the cellar"), bojan.read(1));
        ana.awaitDelivery("Bojan", number, Delivery.READ);
    }
}
