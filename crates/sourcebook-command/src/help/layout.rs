//! White space of a whole help text.

/// Drops every line break that is the third or a later one since the last character that is not
/// white space, and every carriage return. White space between dropped breaks stays, so there is
/// at most one blank line anywhere.
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut breaks = 0;
    for character in text.chars() {
        match character {
            '\r' => continue,
            '\n' => {
                breaks += 1;
                if breaks > 2 {
                    continue;
                }
            }
            ' ' | '\t' | '\u{b}' | '\u{c}' => {}
            _ => breaks = 0,
        }
        squeezed.push(character);
    }
    squeezed
}

/// The text without white space at the ends of its lines, squeezed, with one line break at its end.
pub(super) fn mend(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let mut mended = squeeze(lines.join("\n").trim_end());
    mended.push('\n');
    mended
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_breaks_are_counted_through_white_space() {
        let table = [
            ("a\n\n\n\nb", "a\n\nb"),
            ("a\n  \n  \n  \nb", "a\n  \n    b"),
            ("a\n\t\n\nb\n\n\n", "a\n\t\nb\n\n"),
            ("a\r\n\r\n\r\nb", "a\n\nb"),
            // Only white space of ASCII is counted through.
            ("a\n\n\u{3000}\n\nb", "a\n\n\u{3000}\n\nb"),
        ];
        for (text, expected) in table {
            assert_eq!(squeeze(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_lose_their_ends() {
        assert_eq!(mend("a \n \n\n\tb\t\r\n c \n\n"), "a\n\n\tb\n c\n");
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_lost(text in r"([a-z]|[ \t\r\n]|\PC){0,40}") {
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let squeezed = mend(&text);
            prop_assert_eq!(letters(&squeezed), letters(&text));
            prop_assert!(!squeezed.contains("\n\n\n"));
        }
    }
}
