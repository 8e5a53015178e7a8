//! Times in answers: those that were made in the run, or follow from its time.

use jiff::Timestamp;
use jiff::civil::Date;

/// The time at which every recorded run began: 2026-01-01T00:00:00Z.
const BASE: i64 = 1_767_225_600;

const HOUR: i64 = 3600;

/// How many seconds a run takes at most.
const LENGTH: i64 = 60;

/// How long before and after a run a time may lie and still follow from it: thirty years.
const HORIZON: i64 = 30 * 366 * 24 * HOUR;

/// Whether a time lies whole hours from a run: it was made in it, or follows from its time.
fn follows(seconds: i64, began: i64) -> bool {
    let offset = seconds - began;
    let rest = offset.rem_euclid(HOUR);
    offset.abs() < HORIZON && (rest <= LENGTH || rest >= HOUR - LENGTH)
}

/// A time as far from the recorded beginning as it is from that of its run, to the hour.
fn moved(seconds: i64, began: i64) -> i64 {
    let offset = seconds - began;
    BASE + (offset + HOUR / 2).div_euclid(HOUR) * HOUR
}

/// A text that is a time, with another one in its place; `None` where it is no time, or none of the run
/// and the same in each.
pub(super) fn text(text: &str, began: i64, differs: bool) -> Option<String> {
    if !text.as_bytes().get(..4)?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    if let Ok(date) = text.parse::<Date>()
        && text.len() == 10
    {
        let seconds = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
        let days = (seconds - began).div_euclid(24 * HOUR);
        return differs.then(|| stamp(BASE + days * 24 * HOUR)).map(|text| text[..10].to_owned());
    }
    let seconds = text.parse::<Timestamp>().ok()?.as_second();
    if !differs && !follows(seconds, began) {
        return None;
    }
    let new = stamp(moved(seconds, began));
    // How many digits a fraction has differs from time to time.
    let zone = if text.ends_with(['Z', 'z']) { "Z" } else { "+00:00" };
    Some(format!("{}{zone}", &new[..19]))
}

/// A number that is a time in seconds or milliseconds, with another one in its place.
pub(super) fn number(text: &str, began: i64, differs: bool) -> Option<String> {
    let whole = text.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    let scale = match whole.len() {
        10 => 1,
        13 => 1000,
        16 => 1_000_000,
        _ => return None,
    };
    let seconds = number.div_euclid(scale);
    let is_near = (seconds - began).abs() < HORIZON;
    let is_ours = is_near && (differs || follows(seconds, began));
    is_ours.then(|| (moved(seconds, began) * scale).to_string())
}

/// A time as RFC 3339 writes it, in seconds.
fn stamp(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-30T12:00:00Z
    const BEGAN: i64 = 1_796_040_000;

    #[test]
    fn times_of_a_run_keep_their_distance_and_their_form() {
        let table = [
            ("2026-11-30T12:00:01Z", false, Some("2026-01-01T00:00:00Z")),
            ("2026-11-30T12:00:01.123456+00:00", false, Some("2026-01-01T00:00:00+00:00")),
            ("2027-11-30T12:00:03Z", false, Some("2027-01-01T00:00:00Z")),
            ("2026-11-30T11:00:03Z", false, Some("2025-12-31T23:00:00Z")),
            ("2026-11-30T11:59:00Z", true, Some("2026-01-01T00:00:00Z")),
            ("2020-02-02T02:22:22Z", false, None),
            ("2026-11-30", true, Some("2025-12-31")),
            ("2026-11-30", false, None),
            ("some text", true, None),
            ("2026", true, None),
        ];
        for (given, differs, expected) in table {
            assert_eq!(text(given, BEGAN, differs).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn numbers_are_times_by_their_length() {
        let table = [
            ("1796040001", false, Some("1767225600")),
            ("1796040001234", true, Some("1767225600000")),
            ("1796123456", false, None),
            ("1796123456", true, Some("1767308400")),
            ("42", true, None),
        ];
        for (given, differs, expected) in table {
            assert_eq!(number(given, BEGAN, differs).as_deref(), expected, "{given}");
        }
    }
}
