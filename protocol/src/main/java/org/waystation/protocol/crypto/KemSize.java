package org.waystation.protocol.crypto;

import org.bouncycastle.crypto.params.MLKEMParameters;

/** The parameter sets of ML-KEM (FIPS 203) in use: the larger once in an introduction, the smaller again and again after it. */
public enum KemSize {
    ML_KEM_768(1_184, 1_088),
    ML_KEM_1024(1_568, 1_568);

    private final int publicKeyBytes;
    private final int ciphertextBytes;

    KemSize(int publicKeyBytes, int ciphertextBytes) {
        this.publicKeyBytes = publicKeyBytes;
        this.ciphertextBytes = ciphertextBytes;
    }

    public int publicKeyBytes() {
        return publicKeyBytes;
    }

    public int ciphertextBytes() {
        return ciphertextBytes;
    }

    MLKEMParameters parameters() {
        return switch (this) {
            case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
            case ML_KEM_1024 -> MLKEMParameters.ml_kem_1024;
        };
    }
}
