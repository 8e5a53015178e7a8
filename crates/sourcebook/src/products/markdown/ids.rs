//! Ids that links lead to. Each is given out once.

use foldhash::HashMap;

/// Ids that were given out.
#[derive(Debug, Default)]
pub(in crate::products) struct Ids(Once);

impl Ids {
    /// An id for a text: what cannot stand in one becomes `-`, and a repeat gets a number.
    pub(in crate::products) fn give(&mut self, text: &str) -> String {
        self.0.give(fitting(text))
    }
}

/// A text as an id: what cannot stand in one becomes `-`.
pub(in crate::products) fn fitting(text: &str) -> String {
    let is_fitting = |one: char| one.is_ascii_alphanumeric() || "._/-".contains(one);
    text.chars().map(|one| if is_fitting(one) { one } else { '-' }).collect()
}

/// Texts, each of which is given out once: a repeat gets `-2`, `-3`.
#[derive(Debug, Default)]
pub(in crate::products) struct Once {
    /// The number that the last repeat of a text got.
    given: HashMap<String, usize>,
}

impl Once {
    /// The text, or the text with a number that is free.
    pub(in crate::products) fn give(&mut self, text: String) -> String {
        let Some(last) = self.given.get(&text).copied() else {
            self.given.insert(text.clone(), 1);
            return text;
        };
        let mut number = last + 1;
        let mut candidate = format!("{text}-{number}");
        while self.given.contains_key(&candidate) {
            number += 1;
            candidate = format!("{text}-{number}");
        }
        self.given.insert(text, number);
        self.given.insert(candidate.clone(), 1);
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_what_links_can_hold() {
        let table = [
            ("getParcel", "getParcel"),
            ("get /a/{id}", "get-/a/-id-"),
            ("a.b_c-d", "a.b_c-d"),
            ("Käse \"x\"", "K-se--x-"),
        ];
        for (text, id) in table {
            assert_eq!(Ids::default().give(text), id);
        }
    }

    #[test]
    fn a_repeat_gets_a_number_that_is_free() {
        let mut ids = Ids::default();
        let given: Vec<String> =
            ["a", "a-2", "a", "a", "a-2", "a b", "a-b"].iter().map(|text| ids.give(text)).collect();
        assert_eq!(given, ["a", "a-2", "a-3", "a-4", "a-2-2", "a-b", "a-b-2"]);
    }
}
