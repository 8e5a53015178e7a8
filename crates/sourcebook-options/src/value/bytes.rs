//! Numbers of bytes: `32MiB`, `1.5GB`.

use std::fmt;
use std::str::FromStr;

use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

/// The units in the order in which one is chosen to print a size.
const UNITS: &[(&str, u64)] = &[
    ("TiB", 1 << 40),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
    ("B", 1),
];

/// A number of bytes.
///
/// It is read from a number with a unit, binary (`KiB`, `MiB`, `GiB`, `TiB`) or decimal (`kB`,
/// `MB`, `GB`, `TB`, also `B`), in any case, or from a bare number of bytes. It is printed with the
/// largest binary unit that leaves a whole number, else the largest decimal one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSize(u64);

impl ByteSize {
    /// So many bytes.
    pub const fn from_bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// So many times 1024 bytes, or the largest size if that is too many.
    pub const fn from_kib(kib: u64) -> Self {
        Self(kib.saturating_mul(1 << 10))
    }

    /// So many times 1024² bytes, or the largest size if that is too many.
    pub const fn from_mib(mib: u64) -> Self {
        Self(mib.saturating_mul(1 << 20))
    }

    /// The number of bytes.
    pub const fn as_bytes(self) -> u64 {
        self.0
    }
}

impl FromStr for ByteSize {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || fraction.contains('.') || number.ends_with('.') {
            return Err(malformed("it does not start with a number"));
        }
        let unit = unit.strip_prefix(' ').unwrap_or(unit);
        let size = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
        let size = match size {
            Some((_, size)) => *size,
            None if unit.is_empty() => 1,
            None => return Err(malformed("its unit is not one of KiB, MiB, GiB, kB, MB, GB, …")),
        };
        let bytes = whole.parse::<u64>().ok().and_then(|whole| whole.checked_mul(size));
        let bytes = bytes.ok_or_else(too_large)?;
        let part = part_of(fraction, size)
            .ok_or_else(|| malformed("it is not a whole number of bytes"))?;
        bytes.checked_add(part).map(Self).ok_or_else(too_large)
    }
}

/// The decimal places of a number of units; `None` if they make no whole number of bytes.
fn part_of(fraction: &str, size: u64) -> Option<u64> {
    let digits = fraction.trim_end_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    let scale = 10_u128.checked_pow(u32::try_from(digits.len()).ok()?)?;
    let total = digits.parse::<u128>().ok()?.checked_mul(u128::from(size))?;
    if total.is_multiple_of(scale) { u64::try_from(total / scale).ok() } else { None }
}

fn malformed(reason: &str) -> ValueError {
    ValueError::Malformed {
        expected: "size in bytes",
        reason: Some(reason.to_owned()),
        help: "write a number with a unit, such as `32MiB` or `500kB`",
    }
}

fn too_large() -> ValueError {
    ValueError::OutOfRange("must be at most 18446744073709551615 bytes".to_owned())
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = UNITS.iter().find(|(_, size)| self.0 >= *size && self.0.is_multiple_of(*size));
        let (name, size) = unit.unwrap_or(&("B", 1));
        write!(f, "{}{name}", self.0 / size)
    }
}

impl Value for ByteSize {
    const KIND: Kind = Kind::Bytes;

    fn parse(text: &str) -> Result<Self, ValueError> {
        text.parse()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }

    fn to_json(&self) -> Json {
        self.0.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sizes_are_read_and_printed_with_the_fitting_unit() {
        let table = [
            ("32MiB", 32 << 20, "32MiB"),
            ("32 mib", 32 << 20, "32MiB"),
            ("1.5KiB", 1536, "1536B"),
            ("1.5GB", 1_500_000_000, "1500MB"),
            ("2048kB", 2_048_000, "2000KiB"),
            ("0", 0, "0B"),
            ("17", 17, "17B"),
            ("0.5B", 0, ""),
        ];
        for (text, bytes, printed) in table {
            let size: Result<ByteSize, _> = text.parse();
            match size {
                Ok(size) => assert_eq!((size.0, size.to_string().as_str()), (bytes, printed)),
                Err(_) => assert_eq!(printed, "", "{text}"),
            }
        }
        for text in ["", "MiB", "-1", "1..5kB", "1.kB", "5 parsecs", "1  kB", "99999999TiB"] {
            assert!(text.parse::<ByteSize>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(bytes: u64, shift in 0..60_u32) {
            for size in [ByteSize(bytes), ByteSize(bytes >> shift), ByteSize(1 << shift)] {
                prop_assert_eq!(size.to_string().parse(), Ok(size));
            }
        }
    }
}
