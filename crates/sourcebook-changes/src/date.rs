//! Days, as documents and `--today` write them.

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day as `2026-07-31`, or an instant of RFC 3339, of which only the day counts.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        let mut parts = day.split('-');
        let mut number = |length: usize| -> Option<u16> {
            let part = parts.next().filter(|part| part.len() == length)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let is_real = (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        is_real.then_some(Self { year, month, day })
    }

    /// Today, by the clock of this machine, in UTC.
    pub fn today() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let mut days = now.map_or(0, |since| since.as_secs() / 86_400);
        let mut date = Self { year: 1970, month: 1, day: 1 };
        loop {
            let of_month = u64::from(length(date.year, date.month));
            if days < of_month {
                break;
            }
            days -= of_month;
            (date.year, date.month) =
                if date.month == 12 { (date.year + 1, 1) } else { (date.year, date.month + 1) };
        }
        date.day += u8::try_from(days).unwrap_or(0);
        date
    }
}

/// How many days a month has.
fn length(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn days_are_read_and_others_refused() {
        let table = [
            ("2026-07-31", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-13-01", false),
            ("2026-07-31T10:00:00Z", true),
            ("2026-07-31x", false),
            ("2026-7-31", false),
            ("soon", false),
            ("", false),
        ];
        for (text, is_day) in table {
            assert_eq!(Date::parse(text).is_some(), is_day, "{text}");
        }
        assert!(Date::parse("2026-07-31") < Date::parse("2026-08-01"));
        assert!(Date::parse("2025-12-31") < Date::parse("2026-01-01"));
    }

    #[test]
    fn today_lies_between_this_program_and_the_far_future() {
        let today = Some(Date::today());
        assert!(today > Date::parse("2026-01-01") && today < Date::parse("2200-01-01"));
    }
}
