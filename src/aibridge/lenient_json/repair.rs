//! Makes strict JSON of a text that is not quite: one pass over its bytes, with no more memory than
//! a copy of it.

use super::{LargeNumbers, LenientJsonError, MAX_DEPTH, shown};

/// What U+FFFD is in an escape.
const REPLACEMENT: &[u8] = b"\\ufffd";

/// The largest number, where larger ones are clamped.
const LARGEST: &[u8] = b"1.7976931348623157e308";

/// A text that was gone over.
pub(super) enum Repaired {
    /// There was nothing to do.
    Same,
    /// With what strict JSON does not have replaced.
    Changed(Vec<u8>),
}

/// Goes over a text.
pub(super) fn repair(text: &[u8], numbers: LargeNumbers) -> Result<Repaired, LenientJsonError> {
    let mut pass = Pass { text, at: 0, copied: 0, changed: Vec::new() };
    let mut depth = 0;
    while let Some(&byte) = text.get(pass.at) {
        match byte {
            b'"' => pass.string(),
            b'-' | b'0'..=b'9' => pass.number(numbers)?,
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(LenientJsonError::TooDeep { at: pass.at });
                }
                pass.at += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                pass.at += 1;
            }
            _ => pass.at += 1,
        }
    }
    Ok(pass.finish())
}

/// The pass, as far as it has come.
struct Pass<'t> {
    text: &'t [u8],
    at: usize,
    /// Up to here the text is in `changed`.
    copied: usize,
    changed: Vec<u8>,
}

impl Pass<'_> {
    /// Passes a string, from its first quote to the one that ends it.
    fn string(&mut self) {
        self.at += 1;
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.escape(),
                _ => self.at += 1,
            }
        }
    }

    fn escape(&mut self) {
        match self.unit(self.at) {
            Some(0xD800..=0xDBFF)
                if self.unit(self.at + 6).is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) =>
            {
                self.at += 12;
            }
            Some(0xD800..=0xDFFF) => self.replace(self.at + 6, REPLACEMENT),
            Some(_) => self.at += 6,
            None => self.at += 2,
        }
    }

    /// The code unit of an escape that begins here.
    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix(b"\\u")?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    fn number(&mut self, numbers: LargeNumbers) -> Result<(), LenientJsonError> {
        let rest = &self.text[self.at..];
        let is_part =
            |byte: &u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E') || byte.is_ascii_digit();
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let number = &rest[..length];
        let value = std::str::from_utf8(number).ok().and_then(|text| text.parse::<f64>().ok());
        match value {
            Some(value) if value.is_infinite() && numbers == LargeNumbers::Refused => {
                Err(LenientJsonError::OutOfRange { number: shown(number), at: self.at })
            }
            Some(value) if value.is_infinite() && numbers == LargeNumbers::Clamped => {
                self.at += usize::from(value < 0.0);
                self.replace(self.at + length - usize::from(value < 0.0), LARGEST);
                Ok(())
            }
            _ => {
                self.at += length;
                Ok(())
            }
        }
    }

    /// Puts something else in the place of what stands up to `end`.
    fn replace(&mut self, end: usize, with: &[u8]) {
        self.changed.extend_from_slice(&self.text[self.copied..self.at]);
        self.changed.extend_from_slice(with);
        (self.at, self.copied) = (end, end);
    }

    fn finish(mut self) -> Repaired {
        if self.copied == 0 {
            return Repaired::Same;
        }
        self.changed.extend_from_slice(&self.text[self.copied..]);
        Repaired::Changed(self.changed)
    }
}
