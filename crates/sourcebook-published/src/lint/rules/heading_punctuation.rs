//! MD026: headings do not end in punctuation other than a question mark.

use super::{
    super::{character::is_space, edit::Edits},
    Context,
};

const PUNCTUATION: [char; 10] = ['.', ',', ';', ':', '!', '。', '，', '；', '：', '！'];

pub(super) fn check(context: &Context, edits: &mut Edits) {
    for heading in &context.blocks.headings {
        let text = &context.page.text()[heading.text.clone()];
        let words = text.trim_end_matches(PUNCTUATION);
        if words.len() < text.len() && !ends_in_entity(text) && !ends_in_emoji(text) {
            let kept = words.trim_end_matches(is_space).len();
            edits.delete(context.page, heading.text.start + kept..heading.text.end);
        }
    }
}

/// Whether the text ends in a character reference like `&amp;`.
fn ends_in_entity(text: &str) -> bool {
    let Some((_, name)) = text.strip_suffix(';').and_then(|text| text.rsplit_once('&')) else {
        return false;
    };
    let is_one_of = |test: fn(&u8) -> bool, text: &str| {
        !text.is_empty() && text.bytes().all(|byte| test(&byte))
    };
    if let Some(number) = name.strip_prefix('#') {
        return is_one_of(u8::is_ascii_digit, number)
            || number
                .strip_prefix(['x', 'X'])
                .is_some_and(|hex| is_one_of(u8::is_ascii_hexdigit, hex));
    }
    let letters = name.trim_end_matches(|last: char| last.is_ascii_digit());
    let digits = name.len() - letters.len();
    let is_word = is_one_of(u8::is_ascii_alphabetic, letters);
    match digits {
        0 => is_word && (2..=31).contains(&letters.len()),
        1 => letters == "sup" || name == "there4",
        _ => {
            matches!(name, "emsp13" | "emsp14")
                || (digits == 2 && matches!(letters, "blk" | "frac"))
        }
    }
}

/// Whether the text ends in an emoji code like `:smile:`.
fn ends_in_emoji(text: &str) -> bool {
    let Some((_, name)) = text.strip_suffix(':').and_then(|text| text.rsplit_once(':')) else {
        return false;
    };
    is_emoji_word(name) || is_emoji_phrase(name) || EMOJI_WITH_ODD_NAMES.contains(&name)
}

fn is_emoji_word(name: &str) -> bool {
    let letters = name.strip_suffix('2').unwrap_or(name);
    (2..=15).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_emoji_phrase(name: &str) -> bool {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default();
    let is_word = |word: &str| {
        (1..=16).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let mut rest = words.peekable();
    let clock = name.strip_prefix("clock").is_some_and(|hour| {
        (1..=4).contains(&hour.len()) && hour.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_first =
        (1..=14).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    clock || (is_first && rest.peek().is_some() && rest.all(is_word))
}

/// The emoji whose names follow no pattern.
#[rustfmt::skip]
const EMOJI_WITH_ODD_NAMES: [&str; 30] = [
    "a", "b", "m", "o", "v", "x", "-1", "+1", "100", "1234", "1st_place_medal", "2nd_place_medal",
    "3rd_place_medal", "8ball", "e-mail", "non-potable_water", "o2", "t-rex", "u5272", "u5408",
    "u55b6", "u6307", "u6708", "u6709", "u6e80", "u7121", "u7533", "u7981", "u7a7a", "clock",
];
