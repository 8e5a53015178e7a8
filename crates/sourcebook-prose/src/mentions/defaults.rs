//! What sentences say of defaults: "defaults to `30s`", "(default: 15 seconds)", "Default: `true`".

use std::ops::Range;

use memchr::memmem;

/// Words after which a default stands.
const OPENINGS: [&str; 9] = [
    "defaults to ",
    "default to ",
    "default is ",
    "default value is ",
    "default value of ",
    "default of ",
    "default: ",
    "default value: ",
    "(default ",
];

/// Where the value of a default stands in a sentence. `codes` are the parts of it that stand in code.
pub(crate) fn read(sentence: &str, codes: &[Range<usize>]) -> Option<Range<usize>> {
    // Most sentences say nothing of a default.
    memmem::find(sentence.as_bytes(), b"efault")?;
    // Letters are compared one by one, so that places stay what they are.
    let lower = sentence.to_ascii_lowercase();
    let opening = |words: &&str| lower.find(*words).map(|at| at + words.len());
    let start = OPENINGS.iter().find_map(opening)?;
    let start = start + (sentence[start..].len() - sentence[start..].trim_start().len());
    if let Some(code) = codes.iter().find(|code| code.contains(&start)) {
        return Some(code.start..code.end);
    }
    let rest = &sentence[start..];
    let end = words_of_value(rest);
    let value = rest[..end].trim_end_matches(['.', ',', ';', ':', ')', '"', '\'']);
    let skipped = value.len() - value.trim_start_matches(['"', '\'']).len();
    (value.len() > skipped).then(|| start + skipped..start + value.len())
}

/// One word, and the unit behind a number.
fn words_of_value(rest: &str) -> usize {
    let word_end =
        |from: usize| rest[from..].find(char::is_whitespace).map_or(rest.len(), |end| from + end);
    let first = word_end(0);
    let is_number = rest[..first].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_number || first == rest.len() {
        return first;
    }
    let behind = first + (rest[first..].len() - rest[first..].trim_start().len());
    let second = word_end(behind);
    let unit = rest[behind..second].trim_end_matches(|letter: char| !letter.is_alphabetic());
    if unit_of(unit).is_some() { second } else { first }
}

/// The short form of a unit of time.
fn unit_of(word: &str) -> Option<&'static str> {
    let unit = match word.to_lowercase().trim_end_matches('s') {
        "millisecond" | "m" | "msec" => "ms",
        "second" | "sec" => "s",
        "minute" | "min" => "m",
        "hour" | "hr" => "h",
        "day" => "d",
        _ => return None,
    };
    Some(unit)
}

/// A duration in words as one in letters: `15 seconds` is `15s`.
pub(crate) fn in_letters(value: &str) -> Option<String> {
    let (number, unit) = value.split_once(char::is_whitespace)?;
    let unit = unit.trim_start();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| unit_of(unit).map(|unit| format!("{number}{unit}"))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_behind_the_words_is_found() {
        let table = [
            ("A, which defaults to 15 seconds).", Some("15 seconds")),
            ("The port (default: 80).", Some("80")),
            ("The default is \"human\", or json.", Some("human")),
            ("It defaults to 30s.", Some("30s")),
            ("It defaults to 5 of them.", Some("5")),
            ("By default, nothing is kept.", None),
            ("The defaults are listed below.", None),
            ("It defaults to 3\u{a0}\u{a0}hours.", Some("3\u{a0}\u{a0}hours")),
        ];
        for (sentence, expected) in table {
            let found = read(sentence, &[]).map(|range| &sentence[range]);
            assert_eq!(found, expected, "{sentence}");
        }
        let sentence = "Default: a b c.";
        let codes = [0..1, 9..14];
        assert_eq!(read(sentence, &codes), Some(9..14), "what stands in code is taken whole");
    }

    #[test]
    fn durations_in_words_have_letters_too() {
        let table = [("15 seconds", Some("15s")), ("1 Day", Some("1d")), ("5 apples", None)];
        for (words, expected) in table {
            assert_eq!(in_letters(words).as_deref(), expected, "{words}");
        }
    }
}
