//! Durations as people write them: `90m`, `1h30m`, `30d`.

use std::time::Duration;

/// The units and their seconds, the longest first.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Reads a duration; the error says what would be one.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is not a duration; write one like `90m`, `1h30m` or `30d`");
    let (mut total, mut digits) = (0_u64, String::new());
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let (_, seconds) = UNITS.into_iter().find(|(unit, _)| *unit == c).ok_or_else(wrong)?;
        let count: u64 = digits.parse().map_err(|_| wrong())?;
        digits.clear();
        let part = count.checked_mul(seconds).ok_or_else(wrong)?;
        total = total.checked_add(part).ok_or_else(wrong)?;
    }
    if digits.is_empty() && !text.is_empty() {
        Ok(Duration::from_secs(total))
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_sums_of_numbers_with_units() {
        for (text, seconds) in [("90m", 5400), ("1h30m", 5400), ("30d", 2_592_000), ("0s", 0)] {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in
            ["", "5", "h", "1x", "-1h", "1.5h", "1h5", "99999999999999999999s", "9999999999999999d"]
        {
            assert!(parse(text).unwrap_err().contains("`1h30m`"), "{text}");
        }
    }
}
