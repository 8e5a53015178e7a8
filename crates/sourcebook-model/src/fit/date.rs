//! Dates, times and durations (RFC 3339).

/// `2019-08-24T14:15:22Z`, in small letters too.
pub(super) fn is_date_time(text: &str) -> bool {
    let separated = text.split_once(['T', 't', ' ']);
    separated.is_some_and(|(date, time)| is_date(date) && is_time(time))
}

/// `2019-08-24`
pub(super) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| number(year, 4));
    let month = parts.next().and_then(|month| number(month, 2));
    let day = parts.next().and_then(|day| number(day, 2));
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else {
        return false;
    };
    (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `14:15:22Z`, `14:15:22.5+02:00`; a second 60 is a leap second.
pub(super) fn is_time(text: &str) -> bool {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, offset) = text.split_at(end);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut parts = clock.split(':');
    let mut next =
        |most| parts.next().and_then(|part| number(part, 2)).is_some_and(|number| number <= most);
    let is_clock = next(23) && next(59) && next(60) && parts.next().is_none();
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_clock && is_fraction && is_offset(offset)
}

fn is_offset(text: &str) -> bool {
    if text.eq_ignore_ascii_case("z") {
        return true;
    }
    let parts = text.get(1..).and_then(|offset| offset.split_once(':'));
    let is_below = |part: &str, end| number(part, 2).is_some_and(|number| number < end);
    parts.is_some_and(|(hours, minutes)| is_below(hours, 24) && is_below(minutes, 60))
}

/// `P3Y6M4DT12H30M5S`, `P2W` (RFC 3339, appendix A); a fraction of seconds is allowed.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let is_week = date.ends_with('W') && time.is_none() && are_units(date, "W");
    let is_date = is_week || are_units(date, "YMD");
    let is_time = time.is_none_or(|time| !time.is_empty() && are_units(time, "HMS"));
    is_date && is_time && !rest.is_empty()
}

/// Numbers with these units, in their order, each once at most.
fn are_units(mut text: &str, mut units: &str) -> bool {
    while !text.is_empty() {
        let end = text.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(text.len());
        let (number, rest) = text.split_at(end);
        let Some(unit) = rest.chars().next() else { return false };
        let Some(at) = units.find(unit) else { return false };
        let is_whole = number.bytes().all(|byte| byte.is_ascii_digit());
        let is_fraction = unit == 'S' && number.split('.').all(|part| !part.is_empty());
        if number.is_empty() || !(is_whole || is_fraction) {
            return false;
        }
        units = &units[at + 1..];
        text = &rest[1..];
    }
    true
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
