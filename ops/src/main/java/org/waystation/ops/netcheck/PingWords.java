package org.waystation.ops.netcheck;

import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PingPage;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;

/**
 * What a ping means to an operator.
 *
 * @param remedy what to do next; empty if all is well
 */
record PingWords(ExitCode exit, String words, String remedy) {
    private static final String NETCHECK = "run: waystation relay netcheck";

    static PingWords of(PingPage page) {
        FaultNumber fault = new FaultNumber(page.fault());
        String card =
                "ask the operator of " + page.partner() + " for the newest card and run: waystation relay partner add";
        return switch (page.end()) {
            case WELL ->
                new PingWords(
                        ExitCode.OK,
                        page.partner() + " answers: " + page.roundTripMillis()
                                + " ms there and back, encrypted, through both relays",
                        "");
            case UNKNOWN_PARTNER -> own("no partner is called " + page.partner(), "see: waystation relay partner list");
            case AMBIGUOUS ->
                own("several partners call themselves " + page.partner(), "give the fingerprint instead, in quotes");
            case TOO_MANY -> own("other pings are under way", "wait for them, at most 30 s");
            case NO_ROUTING_KEY -> own("the card of " + page.partner() + " on file has no valid routing key", card);
            case NOT_TAKEN -> own("this relay did not take the ping: " + fault.words(), "see: waystation relay status");
            case STUCK -> own("this relay's store does not answer", "look at the disk; see: waystation relay status");
            case REFUSED ->
                fault.is(FaultCode.UNDECIPHERABLE)
                        ? own(page.partner() + " cannot open what is sealed by its card on file, which is old", card)
                        : partner(page.partner() + " refuses: " + fault.words(), tell(page));
            case OTHER_ANSWER -> otherAnswer(page, fault);
            case FOREIGN_ANSWER ->
                new PingWords(
                        ExitCode.TRUST,
                        "the answer was not sealed by " + page.partner() + ", although its TLS key is the right one",
                        "suspect that relay, and call its operator");
            case NO_ANSWER -> noAnswer(page, fault);
        };
    }

    private static PingWords otherAnswer(PingPage page, FaultNumber fault) {
        return fault.is(FaultCode.EXPIRED)
                ? partner(
                        page.partner() + " takes what is fresh for expired: one of the two clocks is weeks wrong",
                        NETCHECK)
                : partner(
                        page.partner() + " answers, but not as it should"
                                + (page.fault() == 0 ? "" : ": " + fault.words()),
                        tell(page));
    }

    private static PingWords noAnswer(PingPage page, FaultNumber fault) {
        if (!page.linked()) {
            return partner(
                    "not connected with " + page.partner()
                            + (page.trouble().isEmpty() ? "" : " (" + page.trouble() + ")"),
                    NETCHECK);
        }
        if (page.fault() != 0) {
            return partner(page.partner() + " is there and wants requests later: " + fault.words(), tell(page));
        }
        return page.waitingBefore() > 0
                ? partner(
                        page.partner()
                                + " is connected, and did not come to the ping in time behind what waited before it",
                        "ping again; if what waits does not get less, " + tell(page))
                : partner(page.partner() + " is connected and does not answer", tell(page));
    }

    private static PingWords own(String words, String remedy) {
        return new PingWords(ExitCode.USER, words, remedy);
    }

    private static PingWords partner(String words, String remedy) {
        return new PingWords(ExitCode.NETWORK, words, remedy);
    }

    private static String tell(PingPage page) {
        return "ask the operator of " + page.partner() + " to look at the relay's status";
    }
}
