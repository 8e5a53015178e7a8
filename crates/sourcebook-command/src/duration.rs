//! Durations as they are declared (`7d`, `1h30m`) and in their normal form (`168h0m0s`).

const NANOSECOND: i128 = 1;
const MICROSECOND: i128 = 1_000 * NANOSECOND;
const MILLISECOND: i128 = 1_000 * MICROSECOND;
const SECOND: i128 = 1_000 * MILLISECOND;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

const UNITS: [(&str, i128); 10] = [
    ("ns", NANOSECOND),
    ("us", MICROSECOND),
    ("µs", MICROSECOND),
    ("μs", MICROSECOND),
    ("ms", MILLISECOND),
    ("s", SECOND),
    ("m", MINUTE),
    ("h", HOUR),
    ("d", DAY),
    ("w", 7 * DAY),
];

/// A duration in normal form; `None` where the text is none.
pub fn normal_duration(text: &str) -> Option<String> {
    nanoseconds(text).map(normal)
}

fn nanoseconds(text: &str) -> Option<i128> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if text == "0" {
        return Some(0);
    }
    let mut rest = text;
    let mut sum = 0i128;
    while !rest.is_empty() {
        let (part, after) = part(rest)?;
        sum = sum.checked_add(part)?;
        rest = after;
    }
    (!text.is_empty() && i64::try_from(sum).is_ok()).then_some(sign * sum)
}

/// One number with its unit, and what follows.
fn part(text: &str) -> Option<(i128, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, after) = text.split_at(end);
    let end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
    let (unit, after) = after.split_at(end);
    let (_, unit) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    // More digits than these are below a nanosecond for every unit.
    let fraction = &fraction[..fraction.len().min(18)];
    let digits = u32::try_from(fraction.len()).ok()?;
    let fraction: i128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let whole = whole.checked_mul(unit)?;
    Some((whole.checked_add(fraction.checked_mul(unit)? / 10i128.pow(digits))?, after))
}

/// Hours, minutes and seconds; below one second the largest unit that fits.
fn normal(nanoseconds: i128) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let size = nanoseconds.abs();
    if size == 0 {
        return "0s".to_owned();
    }
    if size < SECOND {
        let (unit, scale) = match size {
            MILLISECOND.. => ("ms", MILLISECOND),
            MICROSECOND.. => ("µs", MICROSECOND),
            _ => ("ns", NANOSECOND),
        };
        return format!("{sign}{}{unit}", decimal(size, scale));
    }
    let (hours, minutes, seconds) = (size / HOUR, size / MINUTE % 60, size % MINUTE);
    let seconds = decimal(seconds, SECOND);
    if hours > 0 {
        format!("{sign}{hours}h{minutes}m{seconds}s")
    } else if minutes > 0 {
        format!("{sign}{minutes}m{seconds}s")
    } else {
        format!("{sign}{seconds}s")
    }
}

/// A number of units with as many decimals as it needs.
fn decimal(size: i128, unit: i128) -> String {
    let (whole, fraction) = (size / unit, size % unit);
    if fraction == 0 {
        return whole.to_string();
    }
    let digits = unit.ilog10() as usize;
    let fraction = format!("{fraction:0digits$}");
    format!("{whole}.{}", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_one_normal_form() {
        let table = [
            ("7d", Some("168h0m0s")),
            ("1m", Some("1m0s")),
            ("15ms", Some("15ms")),
            ("1.5s", Some("1.5s")),
            ("0", Some("0s")),
            ("0s", Some("0s")),
            ("1h30m", Some("1h30m0s")),
            ("60d", Some("1440h0m0s")),
            ("2w", Some("336h0m0s")),
            ("1500us", Some("1.5ms")),
            ("1001µs", Some("1.001ms")),
            ("999ns", Some("999ns")),
            ("1h0.25s", Some("1h0m0.25s")),
            (".5h", Some("30m0s")),
            ("-90s", Some("-1m30s")),
            ("876600h0m0s", Some("876600h0m0s")),
            ("", None),
            ("1", None),
            ("1x", None),
            ("h", None),
            (".h", None),
            ("1h ", None),
            ("300000000h", None),
        ];
        for (text, expected) in table {
            assert_eq!(normal_duration(text).as_deref(), expected, "{text}");
        }
    }
}
