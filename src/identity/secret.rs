//! Random texts, and the hashes that are kept of them.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;

/// The characters of a random text.
const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// `N` random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(
        clippy::expect_used,
        reason = "the generator is seeded by the system; without it no secret can be made at all"
    )]
    rand::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// `N` random letters and digits, each equally likely: almost six bits for each.
pub(crate) fn alphanumeric<const N: usize>() -> String {
    let mut text = String::with_capacity(N);
    while text.len() < N {
        for byte in bytes::<N>() {
            // The 248 lowest values give each character four times; the others would favor some.
            let place = usize::from(byte);
            if place < ALPHABET.len() * 4 && text.len() < N {
                text.push(char::from(ALPHABET[place % ALPHABET.len()]));
            }
        }
    }
    text
}

/// What is kept of a secret. Secrets are long and random, so one round is enough.
pub(crate) fn hash(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// Whether `secret` is what `hash` was made of, in a time that does not depend on the answer.
pub(crate) fn matches(secret: &str, hash: &[u8]) -> bool {
    verify_slices_are_equal(&self::hash(secret), hash).is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn random_texts_are_long_enough_and_differ() {
        let texts: BTreeSet<String> = (0..1000).map(|_| alphanumeric::<10>()).collect();
        assert_eq!(texts.len(), 1000);
        let all: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
        assert_eq!(all.len(), ALPHABET.len());
        assert!(texts.iter().all(|text| text.len() == 10));
    }

    #[test]
    fn a_secret_matches_its_own_hash_only() {
        let kept = hash("secret");
        assert!(matches("secret", &kept));
        assert!(!matches("Secret", &kept));
        assert!(!matches("secret", &kept[1..]));
        assert!(!matches("", &[]));
    }
}
