//! What a plain scalar is read as: null, booleans, numbers and dates are no texts.

/// Whether a plain scalar is read as null, a boolean, a number, a date or a merge key, also by
/// readers of YAML 1.1.
pub(super) fn reads_as_other_type(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf",
        "+.inf",
    ];
    let lower = text.to_lowercase();
    let is_word = WORDS.contains(&lower.as_str())
        && [lower.clone(), text.to_uppercase(), capitalized(&lower)].iter().any(|one| one == text);
    is_word
        || text == "<<"
        || lower == ".nan"
        || is_number(&lower)
        || is_base_60(text)
        || is_date(text)
}

fn capitalized(word: &str) -> String {
    let start = word.len() - word.trim_start_matches(['.', '-', '+']).len();
    let mut characters = word[start..].chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    format!(
        "{}{}{}",
        &word[..start],
        first.map(String::from).unwrap_or_default(),
        characters.as_str()
    )
}

/// Decimal, octal, hexadecimal and binary numbers, with underscores between digits. Some readers
/// accept more than one sign, and a sign between a prefix and its digits.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']).replace('_', "");
    let in_base = |prefix: &str, base: u32| {
        digits.strip_prefix(prefix).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['-', '+']);
            !rest.is_empty() && rest.chars().all(|digit| digit.is_digit(base))
        })
    };
    let is_decimal = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.contains(|digit: char| digit.is_ascii_digit())
        && digits.parse::<f64>().is_ok();
    is_decimal || in_base("0x", 16) || in_base("0o", 8) || in_base("0b", 2)
}

/// `190:20:30`: numbers of base 60, in YAML 1.1.
fn is_base_60(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let text = match text.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|c| c.is_ascii_digit() || c == b'_') => {
            whole
        }
        Some(_) => return false,
        None => text,
    };
    let mut parts = text.split(':');
    let is_first = parts.next().is_some_and(|part| {
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.bytes().all(|c| c.is_ascii_digit() || c == b'_')
    });
    let mut count = 0;
    let are_others = parts.all(|part| {
        count += 1;
        matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'])
    });
    is_first && count > 0 && are_others
}

/// `2006-1-2`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, "0"),
    };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = date.split('-').collect();
    let is_date = matches!(parts[..], [year, month, day]
        if year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2));
    is_date && time.starts_with(|first: char| first.is_ascii_digit())
}
