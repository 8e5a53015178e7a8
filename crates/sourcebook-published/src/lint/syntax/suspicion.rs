//! Tells, at the price of one look at the bytes, which text no inline rule could change.

/// What a byte means for the question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Nothing,
    Asterisk,
    Underscore,
    Backtick,
    Opening,
    Closing,
    Divider,
}

const SIGNS: [Sign; 256] = {
    let mut signs = [Sign::Nothing; 256];
    signs[b'*' as usize] = Sign::Asterisk;
    signs[b'_' as usize] = Sign::Underscore;
    signs[b'`' as usize] = Sign::Backtick;
    signs[b'[' as usize] = Sign::Opening;
    signs[b']' as usize] = Sign::Closing;
    signs[b'|' as usize] = Sign::Divider;
    signs
};

/// Whether the text must be parsed: it may hold emphasis, a loose emphasis mark, a code span or
/// link text with space at its edge, or a link written the wrong way round.
pub(in super::super) fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut in_code = false;
    bytes.iter().enumerate().any(|(at, &byte)| match SIGNS[usize::from(byte)] {
        Sign::Nothing => false,
        Sign::Asterisk => true,
        Sign::Underscore => !(is_word_before(bytes, at) && is_word(bytes.get(at + 1))),
        Sign::Opening => is_space(bytes.get(at + 1)) || before(bytes, at) == Some(&b')'),
        Sign::Closing => is_space(before(bytes, at)),
        Sign::Divider => {
            // Code spans end with their table cell.
            in_code = false;
            false
        }
        Sign::Backtick => {
            in_code = !in_code;
            let inside = if in_code { bytes.get(at + 1) } else { before(bytes, at) };
            // Escapes and longer runs break the count of single backticks.
            is_space(inside) || matches!(before(bytes, at), Some(b'`' | b'\\'))
        }
    })
}

fn before(bytes: &[u8], at: usize) -> Option<&u8> {
    at.checked_sub(1).and_then(|index| bytes.get(index))
}

fn is_word_before(bytes: &[u8], at: usize) -> bool {
    is_word(before(bytes, at))
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// Whether the byte is white space or may start a character that is.
fn is_space(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'\x0b' || !byte.is_ascii())
}
