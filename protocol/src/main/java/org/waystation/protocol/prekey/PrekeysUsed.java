package org.waystation.protocol.prekey;

import java.util.Optional;

/**
 * The responder's private prekeys that an introduction names. Who looks them up finds one missing: the introduction
 * cannot be read any more, by anybody.
 */
public record PrekeysUsed(
        CurvePrekeySecret signedCurve, Optional<CurvePrekeySecret> oneTimeCurve, KemPrekeySecret kem) {}
