//! Values of options and arguments: types, choices and defaults.

use sourcebook_command::{CommandOption, Kind};

use super::Walk;
use super::told::{Telling, Told};
use crate::codes;
use crate::law::Level;
use crate::relation::Relation;

/// Options whose choices are what a command can print.
const OUTPUT: [&str; 4] = ["output", "format", "column", "columns"];

impl<'f> Walk<'f> {
    pub(super) fn values(
        &self,
        old: &'f CommandOption,
        now: &'f CommandOption,
        name: &str,
        told: &mut Told,
    ) {
        let command = self.name();
        if OUTPUT.contains(&now.flag.as_str())
            && is_choice(&old.type_word)
            && old.type_word == now.type_word
        {
            self.output(old, now, name, told);
        } else {
            let types = (old.type_word.as_str(), now.type_word.as_str());
            for telling in compare(name, types, &old.choices, &now.choices) {
                told.add(telling, &command);
            }
        }
        let flags = [
            (old.negatable, now.negatable, "can be taken back by `--no-`"),
            (old.repeatable, now.repeatable, "can be given several times"),
            (old.optional_value, now.optional_value, "can stand without a value"),
        ];
        // What a type allows is told of the type.
        let is_same_type = old.type_word == now.type_word;
        for (was, is, what) in flags.into_iter().filter(|(was, is, _)| was != is && is_same_type) {
            let telling = if was {
                Telling::error(&codes::OPTION_NARROWED, format!("{name} {what} no more"))
            } else {
                debug_assert!(is, "one of both differs");
                Telling::info(&codes::OPTION_WIDENED, format!("{name} {what} now"))
            };
            told.add(telling, &command);
        }
        let (was, is) = (old.effective_default(), now.effective_default());
        if let Some(telling) = default(name, was, is) {
            told.add(telling, &command);
        }
    }

    /// What can be printed: a response.
    fn output(&self, old: &'f CommandOption, now: &'f CommandOption, name: &str, told: &mut Told) {
        let (gone, came) = differing(&old.choices, &now.choices);
        if !gone.is_empty() {
            let message = format!("{name} does not print {} any more", list(&gone));
            told.add(Telling::error(&codes::OUTPUT_CHANGED, message), &self.name());
        }
        if !came.is_empty() {
            let message = format!("{name} can print {}", list(&came));
            told.add(Telling::info(&codes::OUTPUT_CHANGED, message), &self.name());
        }
    }
}

/// What became of a default.
pub(super) fn default(name: &str, was: &str, is: &str) -> Option<Telling> {
    let words = |text: &str| if text.is_empty() { "none".to_owned() } else { format!("`{text}`") };
    let message = format!("the default of {name} was {}, and is {}", words(was), words(is));
    (was != is).then(|| Telling::of(&codes::DEFAULT_CHANGED, Level::Warning, message))
}

/// What became of the values of an option or of an argument.
pub(super) fn compare(
    name: &str,
    (was, is): (&str, &str),
    old: &[String],
    new: &[String],
) -> Vec<Telling> {
    let mut all = Vec::new();
    if was != is {
        let words = |word: &str, choices: &[String]| {
            let word = if word.is_empty() { "any text" } else { word };
            if choices.is_empty() {
                format!("`{word}`")
            } else {
                format!("`{word}` of {}", list(choices))
            }
        };
        let message = format!("{name} took {}, and takes {}", words(was, old), words(is, new));
        match relation(was, is) {
            Relation::Wider => all.push(Telling::info(&codes::OPTION_WIDENED, message)),
            Relation::Equal => {}
            _ => all.push(Telling::error(&codes::OPTION_NARROWED, message)),
        }
        return all;
    }
    let (gone, came) = differing(old, new);
    if !gone.is_empty() {
        let message = format!("{name} does not take {} any more", list(&gone));
        all.push(Telling::error(&codes::OPTION_NARROWED, message));
    }
    if !came.is_empty() {
        let message = format!("{name} takes {}", list(&came));
        all.push(Telling::info(&codes::OPTION_WIDENED, message));
    }
    all
}

/// How texts that are values of one type relate to those of another one.
fn relation(was: &str, is: &str) -> Relation {
    if was == is {
        return Relation::Equal;
    }
    let is_free = |word: &str| matches!(word, "" | "string");
    let (old, new) = (Kind::of(was), Kind::of(is));
    let is_one = !matches!(old, Kind::List | Kind::Mapping | Kind::Sequence | Kind::Bool);
    match (old, new) {
        _ if is_free(was) && is_free(is) => Relation::Equal,
        // A flag without a value needs one from now on.
        (Kind::Bool, _) => Relation::Incomparable,
        (Kind::Int, Kind::Float) => Relation::Wider,
        _ if is_one && is_free(is) => Relation::Wider,
        (_, Kind::List) if is_one && (is == "string-array" || was == "enum") => Relation::Wider,
        (Kind::List, Kind::List) if is == "string-array" => Relation::Wider,
        _ => Relation::Incomparable,
    }
}

fn is_choice(type_word: &str) -> bool {
    matches!(type_word, "enum" | "enum-array")
}

/// What is in one list alone, and in the other alone.
fn differing(old: &[String], new: &[String]) -> (Vec<String>, Vec<String>) {
    let without = |all: &[String], others: &[String]| {
        all.iter().filter(|one| !others.contains(one)).cloned().collect()
    };
    (without(old, new), without(new, old))
}

fn list(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_relate_by_the_texts_that_are_their_values() {
        let table = [
            ("int", "float64", Relation::Wider),
            ("float64", "int", Relation::Incomparable),
            ("int", "string", Relation::Wider),
            ("string", "int", Relation::Incomparable),
            ("bool", "string", Relation::Incomparable),
            ("string", "string-array", Relation::Wider),
            ("string-array", "string", Relation::Incomparable),
            ("enum", "enum-array", Relation::Wider),
            ("enum-array", "string-array", Relation::Wider),
            ("", "string", Relation::Equal),
            ("duration", "int", Relation::Incomparable),
        ];
        for (was, is, expected) in table {
            assert_eq!(relation(was, is), expected, "{was} to {is}");
        }
    }
}
