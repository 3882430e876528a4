package org.waystation.protocol.ratchet;

import java.util.Optional;

/**
 * The responder's private prekeys that an {@link Introduction} names. Who looks them up finds one missing: the introduction
 * cannot be read any more, by anybody.
 */
public record PrekeysUsed(
        CurvePrekeySecret signedCurve, Optional<CurvePrekeySecret> oneTimeCurve, KemPrekeySecret kem) {
    boolean fit(IntroductionHeader header) {
        return signedCurve.id() == header.signedCurveId()
                && kem.id() == header.kemId()
                && oneTimeCurve.map(CurvePrekeySecret::id).orElse(0) == header.oneTimeCurveId();
    }
}
