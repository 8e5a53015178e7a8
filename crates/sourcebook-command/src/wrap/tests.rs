//! Checks where lines are broken.

use proptest::prelude::*;

use super::{indent, is_space, wrap};
use crate::Profile;

#[test]
fn lines_are_broken_at_white_space() {
    let table = [
        ("", 10, ""),
        ("one two three", 10, "one two\nthree"),
        ("one two three", 7, "one two\nthree"),
        ("one two three", 6, "one\ntwo\nthree"),
        ("one  two", 20, "one  two"),
        ("one   two", 5, "one\ntwo"),
        ("one\ntwo\n", 20, "one\ntwo\n"),
        ("one \n two", 20, "one \n two"),
        ("one\u{a0}two three", 8, "one\u{a0}two\nthree"),
        // A word that is longer than the line has one of its own.
        ("a abcdefghijkl b", 8, "a\nabcdefghijkl\nb"),
        ("abcdefgh i", 8, "abcdefgh\ni"),
        // White space at the end is kept only where it fits.
        ("one ", 4, "one "),
        ("one  ", 4, "one"),
        ("one  \ntwo", 4, "one\ntwo"),
        // Nothing fits.
        ("one two", 0, "one two"),
        ("one two ", 0, "one two"),
        ("one two", 1, "one two"),
    ];
    for (text, limit, expected) in table {
        assert_eq!(wrap(text, limit, Profile::Coder), expected, "{text:?} in {limit}");
        assert_eq!(wrap(text, limit, Profile::Default), expected, "{text:?} in {limit}");
    }
}

#[test]
fn an_indented_word_that_is_too_long_leaves_an_empty_line_only_in_the_compatible_profile() {
    assert_eq!(wrap("    abcdefg", 8, Profile::Coder), "\nabcdefg");
    assert_eq!(wrap("    abcdefg", 8, Profile::Default), "abcdefg");
    // The test fires while the word is still short enough.
    assert_eq!(wrap("a\n  abcdefghijk", 8, Profile::Coder), "a\n\nabcdefghijk");
    assert_eq!(wrap("a\n  abcdefghijk", 8, Profile::Default), "a\nabcdefghijk");
}

#[test]
fn wide_characters_count_twice_only_in_the_default_profile() {
    assert_eq!(wrap("中文 中文 中文", 8, Profile::Coder), "中文 中文 中文");
    assert_eq!(wrap("中文 中文 中文", 9, Profile::Default), "中文 中文\n中文");
    assert_eq!(wrap("中文 中文 中文", 8, Profile::Default), "中文\n中文\n中文");
}

#[test]
fn every_line_is_indented_also_an_empty_one() {
    assert_eq!(indent("one two\n\nthree\n", 2, 8, Profile::Coder), "  one\n  two\n  \n  three\n");
    assert_eq!(indent("one\r\ntwo", 1, 80, Profile::Coder), " one\n two\n");
    assert_eq!(indent("\none", 2, 80, Profile::Coder), "  \n  one\n");
    assert_eq!(indent("", 2, 80, Profile::Coder), "");
    assert_eq!(indent("one two", 9, 4, Profile::Coder), "         one two\n");
}

#[test]
fn a_word_without_width_is_one_all_the_same() {
    assert_eq!(wrap("\u{a47}  abcd", 5, Profile::Default), "\u{a47}\nabcd");
}

fn words(text: &str) -> Vec<&str> {
    text.split(is_space).filter(|word| !word.is_empty()).collect()
}

proptest! {
    #[test]
    fn no_word_is_lost_or_split(
        text in r"([a-z]{1,12}|[ \t]{1,3}|\n|中文|\u{a0}|\u{3000}|\r|\PC){0,30}",
        limit in 0usize..20,
    ) {
        for profile in [Profile::Coder, Profile::Default] {
            let wrapped = wrap(&text, limit, profile);
            prop_assert_eq!(words(&wrapped), words(&text));
        }
    }

    #[test]
    fn only_a_word_of_its_own_line_is_longer_than_the_limit(
        text in r"([a-z]{1,12}| {1,3}|\n){0,30}",
        limit in 1usize..20,
    ) {
        for line in wrap(&text, limit, Profile::Default).lines() {
            prop_assert!(line.len() <= limit || words(line).len() == 1 || limit == 1, "{line:?}");
        }
    }

    #[test]
    fn line_breaks_of_the_text_stay(text in r"([a-z]{1,5}| |\n){0,30}") {
        prop_assert_eq!(wrap(&text, 1_000, Profile::Coder), text);
    }
}
