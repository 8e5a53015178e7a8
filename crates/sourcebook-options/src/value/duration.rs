//! Spans of time: `1h30m`, `60d`; printed in hours, minutes and seconds as Go prints them.

use std::fmt;
use std::str::FromStr;

use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

/// The units, largest first, in nanoseconds. Both signs for micro are read.
const UNITS: &[(&str, u64)] = &[
    ("w", 7 * 24 * HOUR),
    ("d", 24 * HOUR),
    ("h", HOUR),
    ("m", MINUTE),
    ("s", SECOND),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ns", 1),
];

const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

const HELP: &str = "write a number with a unit, such as `90s`, `1h30m` or `7d`";

/// A span of time in whole nanoseconds; never negative, at most about 292 years.
///
/// It is read from sums of numbers with units (`ns`, `us`, `µs`, `ms`, `s`, `m`, `h`, `d` of 24
/// hours, `w` of 7 days) or a bare `0`, and printed in Go's normal form.
///
/// ```
/// use sourcebook_options::Duration;
///
/// let retention: Duration = "60d".parse().expect("duration");
/// assert_eq!(retention, Duration::from_days(60));
/// assert_eq!(retention.to_string(), "1440h0m0s");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u64);

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest: what fits Go's signed count of nanoseconds.
    pub const MAX: Self = Self(i64::MAX as u64);

    /// So many nanoseconds, or the longest span if that is too many.
    pub const fn from_nanoseconds(nanoseconds: u64) -> Self {
        if nanoseconds > Self::MAX.0 { Self::MAX } else { Self(nanoseconds) }
    }

    /// So many seconds, or the longest span if that is too many.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self::from_nanoseconds(seconds.saturating_mul(SECOND))
    }

    /// So many minutes, or the longest span if that is too many.
    pub const fn from_minutes(minutes: u64) -> Self {
        Self::from_nanoseconds(minutes.saturating_mul(MINUTE))
    }

    /// So many hours, or the longest span if that is too many.
    pub const fn from_hours(hours: u64) -> Self {
        Self::from_nanoseconds(hours.saturating_mul(HOUR))
    }

    /// So many days of 24 hours, or the longest span if that is too many.
    pub const fn from_days(days: u64) -> Self {
        Self::from_nanoseconds(days.saturating_mul(24 * HOUR))
    }

    /// The whole span in nanoseconds; fits an `i64`.
    pub const fn as_nanoseconds(self) -> u64 {
        self.0
    }

    /// Whether it is no time at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl From<Duration> for std::time::Duration {
    fn from(duration: Duration) -> Self {
        Self::from_nanos(duration.0)
    }
}

impl FromStr for Duration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text == "0" {
            return Ok(Self::ZERO);
        }
        if text.starts_with('-') {
            return Err(ValueError::OutOfRange("durations cannot be negative".to_owned()));
        }
        let mut rest = text.strip_prefix('+').unwrap_or(text);
        if rest.is_empty() {
            return Err(malformed("it has no number"));
        }
        let mut total = 0_u64;
        while !rest.is_empty() {
            let (part, after) = summand(rest)?;
            total = total.checked_add(part).ok_or_else(too_long)?;
            rest = after;
        }
        if total > Self::MAX.0 { Err(too_long()) } else { Ok(Self(total)) }
    }
}

/// Reads one number with its unit; also returns the text behind it.
fn summand(text: &str) -> Result<(u64, &str), ValueError> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest),
        None => ("", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return Err(malformed("a unit must follow a number"));
    }
    let end = rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let unit = UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, unit)| *unit);
    let unit = unit.ok_or_else(|| match name {
        "" => malformed("a number has no unit"),
        _ => malformed("its unit is not one of ns, us, µs, ms, s, m, h, d, w"),
    })?;
    let whole = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| too_long())? };
    let whole = unit.checked_mul(whole).ok_or_else(too_long)?;
    let total = whole.checked_add(part_of(fraction, unit)).ok_or_else(too_long)?;
    Ok((total, after))
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// The decimal places of a number of units, in nanoseconds; what is smaller than one is dropped.
fn part_of(fraction: &str, unit: u64) -> u64 {
    let mut total = 0;
    let mut place = u128::from(unit);
    // Exact for as many digits as can matter: a week has less than 10^15 nanoseconds.
    let mut scale = 1_u128;
    for digit in fraction.bytes().take(18) {
        scale *= 10;
        total = total * 10 + u128::from(digit - b'0');
    }
    place *= total;
    u64::try_from(place / scale).unwrap_or(u64::MAX)
}

fn malformed(reason: &str) -> ValueError {
    ValueError::Malformed { expected: "duration", reason: Some(reason.to_owned()), help: HELP }
}

fn too_long() -> ValueError {
    ValueError::OutOfRange("must be at most 106751d (292 years)".to_owned())
}

impl Value for Duration {
    const KIND: Kind = Kind::Duration;

    fn parse(text: &str) -> Result<Self, ValueError> {
        text.parse()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }

    /// Whole nanoseconds.
    fn to_json(&self) -> Json {
        self.0.into()
    }
}

impl fmt::Display for Duration {
    /// Hours, minutes and seconds from the largest that is there, all smaller ones too
    /// (`1h0m0s`); below one second the largest unit that fits (`1.5ms`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0;
        match total {
            0 => f.write_str("0s"),
            1..1_000 => write!(f, "{total}ns"),
            1_000..1_000_000 => decimal(f, total, 1_000, "µs"),
            1_000_000..SECOND => decimal(f, total, 1_000_000, "ms"),
            _ => {
                if total >= HOUR {
                    write!(f, "{}h", total / HOUR)?;
                }
                if total >= MINUTE {
                    write!(f, "{}m", total % HOUR / MINUTE)?;
                }
                decimal(f, total % MINUTE, SECOND, "s")
            }
        }
    }
}

/// So many units with as many decimal places as are needed.
fn decimal(f: &mut fmt::Formatter<'_>, total: u64, unit: u64, name: &str) -> fmt::Result {
    let (whole, fraction) = (total / unit, total % unit);
    if fraction == 0 {
        return write!(f, "{whole}{name}");
    }
    let places = unit.ilog10() as usize;
    let digits = format!("{fraction:0places$}");
    write!(f, "{whole}.{}{name}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_read_and_printed_as_go_prints_them() {
        let table = [
            ("60d", "1440h0m0s"),
            ("7d", "168h0m0s"),
            ("1w", "168h0m0s"),
            ("1m", "1m0s"),
            ("1h30m", "1h30m0s"),
            ("1.5h", "1h30m0s"),
            ("15ms", "15ms"),
            ("1.5s", "1.5s"),
            ("+.5s", "500ms"),
            ("1500us", "1.5ms"),
            ("1\u{b5}s", "1µs"),
            ("1\u{3bc}s1ns", "1.001µs"),
            ("999ns", "999ns"),
            ("1.9ns", "1ns"),
            ("90s", "1m30s"),
            ("1h0.000000001s", "1h0m0.000000001s"),
            ("0", "0s"),
            ("0s", "0s"),
            ("9223372036854775807ns", "2562047h47m16.854775807s"),
        ];
        for (text, printed) in table {
            let duration: Duration = text.parse().unwrap_or_else(|error| panic!("{text} {error}"));
            assert_eq!(duration.to_string(), printed, "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        let table = [
            ("", "is not a valid duration: it has no number"),
            ("5", "is not a valid duration: a number has no unit"),
            ("1h5", "is not a valid duration: a number has no unit"),
            ("h", "is not a valid duration: a unit must follow a number"),
            (".s", "is not a valid duration: a unit must follow a number"),
            (
                "1 h",
                "is not a valid duration: its unit is not one of ns, us, µs, ms, s, m, h, d, w",
            ),
            ("1y", "is not a valid duration: its unit is not one of ns, us, µs, ms, s, m, h, d, w"),
            ("-1s", "is out of range: durations cannot be negative"),
            ("106752d", "is out of range: must be at most 106751d (292 years)"),
            ("99999999999999999999s", "is out of range: must be at most 106751d (292 years)"),
        ];
        for (text, expected) in table {
            let error = text.parse::<Duration>().expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(nanoseconds in 0..=Duration::MAX.0) {
            for duration in [nanoseconds, nanoseconds % MINUTE, nanoseconds % SECOND] {
                let duration = Duration(duration);
                prop_assert_eq!(duration.to_string().parse(), Ok(duration));
            }
        }

        #[test]
        fn no_text_panics(text in "[0-9.hmsuµdw+-]{0,24}") {
            let _: Result<Duration, ValueError> = text.parse();
        }
    }
}
