//! Limits that hold together: the stronger of each kind.

use std::cmp::Ordering;

use crate::document::{Limits, Number, SchemaType, Value};

use super::decimal::Decimal;

/// A limit on numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound<'d> {
    /// The number.
    pub value: &'d Number,
    /// Whether the number itself is excluded.
    pub is_exclusive: bool,
}

/// Limits on values. Absent ones limit nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds<'d> {
    /// Numbers: the least.
    pub least: Option<Bound<'d>>,
    /// Numbers: the greatest.
    pub most: Option<Bound<'d>>,
    /// Numbers: what they are multiples of, each once.
    pub multiples: Vec<&'d Number>,
    /// Strings: least length in characters.
    pub min_length: Option<u32>,
    /// Strings: greatest length in characters.
    pub max_length: Option<u32>,
    /// Strings: regular expressions, each once.
    pub patterns: Vec<&'d str>,
    /// Lists: least length.
    pub min_items: Option<u32>,
    /// Lists: greatest length.
    pub max_items: Option<u32>,
    /// Lists: whether items must differ.
    pub unique_items: bool,
    /// Objects: least number of members.
    pub min_members: Option<u32>,
    /// Objects: greatest number of members.
    pub max_members: Option<u32>,
}

impl<'d> Bounds<'d> {
    /// The limits of one schema.
    pub fn of(limits: &'d Limits) -> Self {
        let mut bounds = Self::default();
        bounds.add(limits);
        bounds
    }

    /// Adds the limits of one more schema.
    pub(super) fn add(&mut self, limits: &'d Limits) {
        let (least, most) = numbers(limits);
        for bound in least.into_iter().flatten() {
            self.least = Some(stronger(self.least, bound, Ordering::Greater));
        }
        for bound in most.into_iter().flatten() {
            self.most = Some(stronger(self.most, bound, Ordering::Less));
        }
        if let Some(Value::Number(of)) = &limits.multiple_of
            && !self.multiples.iter().any(|known| compare(known, of) == Some(Ordering::Equal))
        {
            self.multiples.push(of);
        }
        if let Some(pattern) = limits.pattern.as_deref()
            && !self.patterns.contains(&pattern)
        {
            self.patterns.push(pattern);
        }
        self.unique_items |= limits.unique_items;
        self.min_length = self.min_length.max(limits.min_length);
        self.min_items = self.min_items.max(limits.min_items);
        self.min_members = self.min_members.max(limits.min_properties);
        self.max_length = least_of(self.max_length, limits.max_length);
        self.max_items = least_of(self.max_items, limits.max_items);
        self.max_members = least_of(self.max_members, limits.max_properties);
    }

    /// Whether no value of a type keeps them.
    pub(super) fn contradict(&self, kind: SchemaType) -> bool {
        let is_above = |least: Option<u32>, most: Option<u32>| {
            least.zip(most).is_some_and(|(least, most)| least > most)
        };
        match kind {
            SchemaType::String => is_above(self.min_length, self.max_length),
            SchemaType::Array => is_above(self.min_items, self.max_items),
            SchemaType::Object => is_above(self.min_members, self.max_members),
            SchemaType::Number | SchemaType::Integer => self.numbers_contradict(),
            SchemaType::Boolean | SchemaType::Null => false,
        }
    }

    fn numbers_contradict(&self) -> bool {
        let Some((least, most)) = self.least.zip(self.most) else { return false };
        match compare(least.value, most.value) {
            Some(Ordering::Equal) => least.is_exclusive || most.is_exclusive,
            order => order == Some(Ordering::Greater),
        }
    }

    /// What the limits are about: the types of which they limit values.
    pub(super) fn types(&self) -> impl Iterator<Item = SchemaType> {
        let is_number = self.least.is_some() || self.most.is_some() || !self.multiples.is_empty();
        let is_string =
            self.min_length.is_some() || self.max_length.is_some() || !self.patterns.is_empty();
        let is_array = self.min_items.is_some() || self.max_items.is_some() || self.unique_items;
        let is_object = self.min_members.is_some() || self.max_members.is_some();
        let kinds = [
            (SchemaType::Number, is_number),
            (SchemaType::String, is_string),
            (SchemaType::Array, is_array),
            (SchemaType::Object, is_object),
        ];
        kinds.into_iter().filter(|(_, is_about)| *is_about).map(|(kind, _)| kind)
    }
}

fn least_of(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    one.into_iter().chain(other).min()
}

/// The one of two bounds that allows less; `stronger` is how its number compares with the other's.
fn stronger<'d>(one: Option<Bound<'d>>, other: Bound<'d>, stronger: Ordering) -> Bound<'d> {
    let Some(one) = one else { return other };
    match compare(other.value, one.value) {
        Some(Ordering::Equal) if other.is_exclusive => other,
        order if order == Some(stronger) => other,
        _ => one,
    }
}

/// How two numbers compare; `None` where one of them is too long to be computed with.
fn compare(one: &Number, other: &Number) -> Option<Ordering> {
    Some(Decimal::of(one)?.cmp(&Decimal::of(other)?))
}

/// The lower and upper bounds on numbers, however they are written.
fn numbers(limits: &Limits) -> ([Option<Bound<'_>>; 2], [Option<Bound<'_>>; 2]) {
    let pair = |inclusive, exclusive| {
        // 2.0 and 3.0: a flag says of the other bound that it is exclusive.
        let is_exclusive = matches!(exclusive, Some(&Value::Bool(true)));
        [bound(inclusive, is_exclusive), bound(exclusive, true)]
    };
    let least = pair(limits.minimum.as_ref(), limits.exclusive_minimum.as_ref());
    (least, pair(limits.maximum.as_ref(), limits.exclusive_maximum.as_ref()))
}

fn bound(value: Option<&Value>, is_exclusive: bool) -> Option<Bound<'_>> {
    match value {
        Some(Value::Number(value)) => Some(Bound { value, is_exclusive }),
        _ => None,
    }
}
