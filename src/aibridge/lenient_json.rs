//! Reads JSON for looking at it: what providers and clients send is relayed as it came, and an
//! oddity in one text must not hide everything else.
//!
//! Beyond strict JSON, three things are read: a byte order mark in front (which RFC 8259, section
//! 8.1, lets readers skip), escapes of half a surrogate pair (which its section 8.2 expects; they
//! are read as U+FFFD), and, where it is asked for, numbers beyond what a `f64` holds. Texts
//! without them, which is nearly all, are read once.

mod repair;

use std::borrow::Cow;

use serde_json::Value;
use thiserror::Error;

use repair::Repaired;

/// Maximum number of objects and lists around a value.
pub(crate) const MAX_DEPTH: usize = 127;

/// Bytes of a number that an error shows.
const SHOWN: usize = 32;

/// The mark that some programs put in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a text cannot be read, as a sentence about it without its subject.
#[derive(Debug, Error)]
pub(crate) enum LenientJsonError {
    /// It is no JSON.
    #[error("is not JSON ({0})")]
    Syntax(#[from] serde_json::Error),
    /// It has too many levels.
    #[error(
        "is nested more than {MAX_DEPTH} levels deep (at byte {at}); send fewer levels of \
         objects and lists"
    )]
    TooDeep {
        /// Where the first level too many begins, in bytes.
        at: usize,
    },
    /// A number is larger than any that programs calculate with.
    #[error(
        "has the number {number} (at byte {at}), which is out of range; send one between -1.8e308 \
         and 1.8e308"
    )]
    OutOfRange {
        /// The start of the number.
        number: String,
        /// Where it begins, in bytes.
        at: usize,
    },
}

impl LenientJsonError {
    /// Whether the text is the start of one that was cut off.
    pub(crate) fn is_cut_off(&self) -> bool {
        matches!(self, Self::Syntax(error) if error.is_eof())
    }
}

/// What is done with numbers that no `f64` holds, such as `1e400`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LargeNumbers {
    /// They are an error.
    Refused,
    /// They are read as the largest number there is.
    Clamped,
    /// They stay as they are, for texts that are passed on.
    Kept,
}

/// Reads a whole text.
///
/// # Errors
/// It is no JSON, too deep, or has a number that is out of range.
pub(crate) fn read(text: &[u8], numbers: LargeNumbers) -> Result<Value, LenientJsonError> {
    let text = without_mark(text);
    serde_json::from_slice(text).or_else(|error| match repair::repair(text, numbers)? {
        Repaired::Changed(changed) => Ok(serde_json::from_slice(&changed)?),
        Repaired::Same => Err(error.into()),
    })
}

/// Reads what a provider sent.
///
/// # Errors
/// It is no JSON, or too deep.
pub(crate) fn read_answer(text: &[u8]) -> Result<Value, LenientJsonError> {
    read(text, LargeNumbers::Clamped)
}

/// Reads the JSON of one string, with its quotes; absent when it is none.
pub(crate) fn read_string(text: &str) -> Option<String> {
    serde_json::from_str(text).ok().or_else(|| {
        match repair::repair(text.as_bytes(), LargeNumbers::Refused).ok()? {
            Repaired::Changed(changed) => serde_json::from_slice(&changed).ok(),
            Repaired::Same => None,
        }
    })
}

/// A text that stricter readers can read as well, to be passed on: without halves of surrogate
/// pairs. Its numbers keep their digits. What is no JSON stays none.
///
/// # Errors
/// It is too deep.
pub(crate) fn strict(text: &str) -> Result<Cow<'_, str>, LenientJsonError> {
    match repair::repair(text.as_bytes(), LargeNumbers::Kept)? {
        Repaired::Changed(changed) => Ok(String::from_utf8_lossy(&changed).into_owned().into()),
        Repaired::Same => Ok(text.into()),
    }
}

/// The text behind its byte order mark.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// As much of a number as an error shows.
fn shown(number: &[u8]) -> String {
    let text = String::from_utf8_lossy(number);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into_owned(),
    }
}

#[cfg(test)]
mod tests;
