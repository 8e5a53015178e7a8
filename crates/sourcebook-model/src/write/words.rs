//! What is said of objects where they are used, and where they stand in the document that is written.

use crate::document::Seen;

/// What is said of an object where a reference leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
}

impl Words {
    pub(super) fn of<T>(seen: &Seen<'_, T>) -> Self {
        let [summary, description] =
            [seen.summary, seen.description].map(|text| text.map(str::to_owned));
        Self { summary, description }
    }

    /// Whether these are said where nothing is said in `others`.
    pub(super) fn say_more_than(&self, others: &Self) -> bool {
        (self.summary.is_some() && others.summary.is_none())
            || (self.description.is_some() && others.description.is_none())
    }
}

/// Where an object stands in the document that is written.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) pointer: String,
    pub(super) words: Words,
}
