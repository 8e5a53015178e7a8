//! Names for what has one that an API does not take.
//!
//! Such a name is cleaned, shortened, and ends with a mark of what it stands for, so that it is the
//! same in every request and no other gets it.

use sha2::{Digest, Sha256};

/// How many bytes of a digest tell names apart.
const MARK_BYTES: usize = 4;

/// The name with only characters that every API takes.
pub(crate) fn cleaned(name: &str) -> String {
    let is_taken = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    name.chars().map(|letter| if is_taken(letter) { letter } else { '_' }).collect()
}

/// A name of at most so many characters that ends with a mark of `identity`.
pub(crate) fn marked(name: &str, identity: &str, longest: usize) -> String {
    let digest = Sha256::digest(identity);
    let mut mark = String::new();
    for byte in digest.iter().take(MARK_BYTES) {
        mark.push_str(&format!("{byte:02x}"));
    }
    let mut name = cleaned(name);
    name.truncate(longest.saturating_sub(mark.len() + 1));
    format!("{name}_{mark}")
}
