//! Regular expressions of documents are those of ECMA-262.

use proptest::prelude::*;
use sourcebook_model::pattern::Pattern;

#[test]
fn expressions_match_as_in_ecma_262() {
    let table: [(&str, &[&str], &[&str]); 26] = [
        ("^a$", &["a"], &["a\n", "ba"]),
        ("a", &["bab"], &["b"]),
        (r"^\d+$", &["12"], &["٣", "a"]),
        (r"^[\d\-]+$", &["1-2"], &["٣"]),
        (r"^\w$", &["_", "Z"], &["ä"]),
        (r"^\W$", &["ä"], &["a"]),
        (r"^[^\w]$", &["ä"], &["a"]),
        (r"^[\D]$", &["a"], &["1"]),
        (r"^\s$", &["\u{a0}", "\u{feff}", "\u{2028}", "\u{b}"], &["a"]),
        (r"^\S$", &["a"], &["\u{3000}"]),
        ("^.$", &["ä", "\u{85}"], &["\n", "\r", "\u{2028}"]),
        (r"^\/\@\ \-$", &["/@ -"], &["/@-"]),
        (r"^\cJ\x41\u00e4\u{1F600}\0$", &["\nA\u{e4}\u{1f600}\0"], &["J"]),
        (r"\bä", &["aä"], &["ä"]),
        ("^{a}$", &["{a}"], &["a"]),
        ("^a{2}b{1,}c{1,2}$", &["aabbcc"], &["ab"]),
        ("^a{,2}$", &["a{,2}"], &["aa"]),
        ("^}]$", &["}]"], &["}"]),
        ("^[[&&~~a--c^]+$", &["[&~ab^"], &["d"]),
        ("^[]$", &[], &["", "a"]),
        ("^[^]$", &["\n", "a"], &["", "ab"]),
        (r"^[\b\]\\]$", &["\u{8}", "]", "\\"], &["b"]),
        (r"^\p{Lu}\P{L}\p{Script=Greek}$", &["A1α"], &["a1α"]),
        (r"^(?:a|b)(?<name>c)$", &["ac"], &["c"]),
        (r"^\x4$", &["x4"], &["\u{4}"]),
        ("^#  $", &["#  "], &["#"]),
    ];
    for (pattern, matching, others) in table {
        let read = Pattern::new(pattern);
        for text in matching {
            assert_eq!(read.matches(text), Some(true), "{pattern} {text:?}");
        }
        for text in others {
            assert_eq!(read.matches(text), Some(false), "{pattern} {text:?}");
        }
    }
}

#[test]
fn what_cannot_be_read_says_nothing() {
    let long = "a".repeat(10_001);
    let table = [
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?<!a)",
        r"(a)\1",
        r"\k<a>",
        r"\Aa",
        r"a\Z",
        "(",
        "a{2,1}",
        "[a",
        "a{1000}{1000}{1000}",
        r"\ud800",
        r"\p",
        &long,
    ];
    for pattern in table {
        assert_eq!(Pattern::new(pattern).matches("a"), None, "{pattern}");
    }
}

proptest! {
    /// Whatever stands in an expression, reading it ends without a panic, and a text that means
    /// itself matches itself alone.
    #[test]
    fn any_text_is_read(text in r"[\[\](){}\\^$.|*+?a-z0-9,:=!<>&~/ -]{0,30}", plain in "[a-zA-Z0-9äöü_ ]{0,20}") {
        let _ = Pattern::new(&text).matches(&plain);
        let pattern = Pattern::new(&format!("^{plain}$"));
        prop_assert_eq!(pattern.matches(&plain), Some(true));
        let more = format!("{plain}b");
        prop_assert_eq!(pattern.matches(&more), Some(false));
    }
}
