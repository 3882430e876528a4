package org.waystation.ops.powercut;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** A relay's other files: keys, the own card, which changes again and again, and a roster that gets longer. */
final class WritingHome implements Subject {
    private static final int PARTNERS = 5;

    public static void main(String[] arguments) throws Exception {
        RelayHome home = RelayHome.create(home(Path.of(arguments[0])), Clock.systemUTC(), Entropy.system());
        Path others = Files.createTempDirectory("others");
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            if (i < PARTNERS) {
                home.partners().add(partner(others.resolve("other " + i), i));
            }
            home.renewCard("relay.example", List.of(endpoint(i)));
            System.out.println(Subject.SAID + i);
        }
    }

    private static SignedCard partner(Path directory, int number) throws HomeTrouble {
        return RelayHome.create(directory, Clock.systemUTC(), Entropy.system())
                .renewCard("partner" + number + ".example", List.of(endpoint(number)));
    }

    private static Path home(Path directory) {
        return directory.resolve("home");
    }

    private static String endpoint(int number) {
        return "127.0.0.1:" + (1_000 + number);
    }

    @Override
    public Class<?> program() {
        return WritingHome.class;
    }

    @Override
    public int newest(Path directory, int said) throws Exception {
        if (said == NOTHING) {
            return NOTHING;
        }
        RelayHome home = RelayHome.open(home(directory), Clock.systemUTC(), Entropy.system());
        home.keys().routing();
        int newest = home.card()
                .map(SignedCard::card)
                .map(RelayCard::endpoints)
                .flatMap(endpoints ->
                        Optional.of(Integer.parseInt(endpoints.get(0).split(":", 2)[1]) - 1_000))
                .orElse(NOTHING);
        int partners = home.partners().roster().partners().size();
        if (partners < Math.min(PARTNERS, said + 1)) {
            throw new IllegalStateException("of " + (said + 1) + " partners " + partners + " are in the roster");
        }
        return newest;
    }
}
