//! Words of a POSIX shell.

/// A text as one word, whatever is in it: between single quotes, where nothing has a meaning (POSIX,
/// "Shell Command Language", section 2.2.2). Carriage returns, which nobody sees and pages do not
/// keep, are written by `printf`; a substitution loses line breaks at its end, so that these stand
/// behind it.
pub(super) fn quoted(text: &str) -> String {
    let plain = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    // No word can hold a null character.
    if !text.contains('\r') || text.contains('\0') {
        return plain(text);
    }
    let kept = text.trim_end_matches('\n');
    let escaped = kept.replace('\\', r"\\").replace('\r', r"\r");
    let breaks = &text[kept.len()..];
    let breaks = if breaks.is_empty() { String::new() } else { plain(breaks) };
    format!("\"$(printf '%b' {})\"{breaks}", plain(&escaped))
}

/// A text as one word, without quotes where no shell takes any of its characters for something
/// else.
pub(super) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    /// What a shell makes of words: each one on a line of its own.
    fn read_by_shell(words: &[String]) -> String {
        let script = format!("printf '%s\\n' {}", words.join(" "));
        let output = Command::new("sh").arg("-c").arg(script).output().expect("a shell");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    #[test]
    fn quotes_are_used_where_they_are_needed() {
        let table = [
            ("a-b.c/d", "a-b.c/d"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$HOME", "'$HOME'"),
            ("ü", "'ü'"),
            ("~", "'~'"),
            ("a\r\nb\\c", "\"$(printf '%b' 'a\\r\nb\\\\c')\""),
            ("a\r\n\n", "\"$(printf '%b' 'a\\r')\"'\n\n'"),
        ];
        for (text, expected) in table {
            assert_eq!(word(text), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_shell_reads_every_text_back(texts in prop::collection::vec("([^\0]|\r\n|\\\\){0,12}", 1..8)) {
            let expected = texts.join("\n") + "\n";
            for write in [quoted, word] {
                let words: Vec<String> = texts.iter().map(|text| write(text)).collect();
                prop_assert_eq!(&read_by_shell(&words), &expected);
            }
        }
    }
}
