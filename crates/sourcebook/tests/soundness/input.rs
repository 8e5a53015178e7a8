//! A text as the reader takes it, which reaches nothing else.

use std::path::PathBuf;

use sourcebook_model::Input;

/// The text, in a folder that does not exist.
pub(crate) fn of(bytes: &[u8]) -> Input {
    Input { name: "document".to_owned(), bytes: bytes.to_vec(), folder: unreachable_folder(bytes) }
}

/// A folder that does not exist, so deep that no relative `$ref` of the text leads out of it: each
/// step up takes two dots, written as they are or escaped.
fn unreachable_folder(bytes: &[u8]) -> PathBuf {
    let dots = bytes.iter().filter(|byte| b".%\\".contains(byte)).count();
    "no-such-folder/".repeat(dots / 2 + 1).into()
}
