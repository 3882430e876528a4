package org.waystation.client.vault;

final class InMemoryVaultTest implements VaultContract {
    private final InMemoryVault vault = new InMemoryVault();

    @Override
    public Vault vault() {
        return vault;
    }

    @Override
    public Vault reopened() {
        vault.close();
        return vault;
    }
}
