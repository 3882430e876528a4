"""A second derivation of Waystation's end-to-end cryptography, written from docs/protocol.md and the public
specifications alone. For test vectors only: nothing here runs in constant time or wipes a secret."""
