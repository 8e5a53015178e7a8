//! Reading a value as its declaration wants it: the type first, then the range, then the check.

use std::mem::ManuallyDrop;

use super::{Declaration, Otherwise};
use crate::spec::Limits;
use crate::value::{Given, Value, ValueError, ValueProblems};

impl<T: Value> Declaration<T> {
    /// Reads what a layer gives; `None` after adding to the problems.
    pub(crate) fn read(&self, given: &Given<'_>, problems: &mut ValueProblems) -> Option<T> {
        let value = T::read(given, problems)?;
        match self.judge(&value) {
            Ok(()) => Some(value),
            Err(error) => {
                let text = given.text().filter(|_| !T::SECRET);
                problems.add(given.span(), text, error);
                None
            }
        }
    }

    /// What holds when no layer gives anything.
    ///
    /// # Errors
    /// The value is required, or its default is not one that the option takes.
    pub(crate) fn otherwise(&self) -> Result<T, NoValue> {
        match self.otherwise {
            Otherwise::Required | Otherwise::Unsaid => Err(NoValue::Required),
            Otherwise::Unset(unset) => Ok(unset()),
            Otherwise::Default(text) => {
                let text = text();
                self.accept(&text).map_err(|error| NoValue::UnusableDefault(text, error))
            }
        }
    }

    /// Whether nothing is a default that documentation shows.
    pub(crate) fn has_default(&self) -> bool {
        matches!(self.otherwise, Otherwise::Default(_))
    }

    fn accept(&self, text: &str) -> Result<T, ValueError> {
        let value = T::parse(text)?;
        self.judge(&value).map(|()| value)
    }

    fn judge(&self, value: &T) -> Result<(), ValueError> {
        if let Some(within) = self.within {
            within(value, self)?;
        }
        match self.check {
            Some(check) => check(value).map_err(ValueError::Unusable),
            None => Ok(()),
        }
    }

    /// Reads a text and writes it in its normal form.
    ///
    /// # Errors
    /// Why the option does not take the text.
    pub fn normalize(&self, text: &str) -> Result<String, ValueError> {
        self.accept(text).map(|value| value.to_text())
    }

    /// The smallest and the largest value.
    pub fn limits(&self) -> Limits {
        let text = |limit: &Option<ManuallyDrop<T>>| limit.as_ref().map(|limit| limit.to_text());
        Limits { least: text(&self.least), most: text(&self.most) }
    }
}

/// Why there is no value although no layer gave a wrong one.
pub(crate) enum NoValue {
    Required,
    /// The text of the default, and what is wrong with it.
    UnusableDefault(String, ValueError),
}

/// Whether a value is in its range.
pub(super) fn within<T: Value + PartialOrd>(
    value: &T,
    declaration: &Declaration<T>,
) -> Result<(), ValueError> {
    let is_low = declaration.least.as_ref().is_some_and(|least| *value < **least);
    let is_high = declaration.most.as_ref().is_some_and(|most| *value > **most);
    if !is_low && !is_high {
        return Ok(());
    }
    let Limits { least, most } = declaration.limits();
    Err(ValueError::OutOfRange(match (least, most) {
        (Some(least), Some(most)) => format!("must be between {least} and {most}"),
        (Some(least), None) => format!("must be at least {least}"),
        (None, most) => format!("must be at most {}", most.unwrap_or_default()),
    }))
}
