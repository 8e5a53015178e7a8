//! Discriminators: which values of the member that tells lead to which option, and whether options can
//! be told apart.

use sourcebook_model::document::{Schema, SchemaType, Value};
use sourcebook_model::view::{Meet, Union};

use super::{Branch, Compared};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::graph::Pair;
use crate::relate::Relator;
use crate::relation::Relation;

impl<'d> Relator<'_, 'd> {
    /// Adds what became of the values that lead to an option.
    pub(super) fn tell_tags(
        &self,
        pair: Pair,
        old: &Branch<'d>,
        new: &Branch<'d>,
        all: &mut Compared,
    ) {
        let gone: Vec<_> = old.tags.iter().filter(|tag| !new.tags.contains(tag)).collect();
        let came: Vec<_> = new.tags.iter().filter(|tag| !old.tags.contains(tag)).collect();
        let rule = match (gone.is_empty(), came.is_empty()) {
            (true, true) => return,
            (true, false) => Rule::Law,
            (false, _) => Rule::Tag,
        };
        all.is_same = false;
        let words = |all: &[&str]| match all {
            [] => "nothing".to_owned(),
            all => all.iter().map(|tag| format!("`{tag}`")).collect::<Vec<_>>().join(", "),
        };
        let name = new.name.or(old.name).map_or("an option".to_owned(), |name| format!("`{name}`"));
        all.node.differences.push(Difference {
            relation: Relation::of_sets(!gone.is_empty(), !came.is_empty()),
            rule,
            was: words(&old.tags),
            now: words(&new.tags),
            ..self.of_discriminator(pair, Subject::Option(name.into()))
        });
    }

    /// Adds what became of the discriminator itself.
    pub(super) fn tell_by(&self, pair: Pair, old: &Union<'d>, new: &Union<'d>, all: &mut Compared) {
        if old.by == new.by {
            return;
        }
        let words = |by: Option<&str>| by.map_or("none".to_owned(), |name| format!("`{name}`"));
        let rule = if old.by.is_some() && new.by.is_some() { Rule::Breaks } else { Rule::Told };
        all.node.differences.push(Difference {
            rule,
            was: words(old.by),
            now: words(new.by),
            ..self.of_discriminator(pair, Subject::Keyword("discriminator"))
        });
    }

    fn of_discriminator(&self, pair: Pair, subject: Subject) -> Difference {
        let says = |schema: &Schema| schema.discriminator.is_some();
        self.difference_at(&codes::TAG_CHANGED, pair, subject, "discriminator", says)
    }

    /// Whether no value fits two options of a union, as far as a discriminator, types, or members with
    /// values of their own tell.
    pub(super) fn are_disjoint(&self, union: &Union<'d>) -> bool {
        if union.by.is_some() {
            return true;
        }
        let options = &union.options;
        (0..options.len())
            .all(|one| (0..one).all(|other| self.are_apart(options[one].meet, options[other].meet)))
    }

    fn are_apart(&self, one: Meet, other: Meet) -> bool {
        let (one, other) = (self.new.views.shape(one), self.new.views.shape(other));
        let is_number =
            |kind: &SchemaType| matches!(kind, SchemaType::Number | SchemaType::Integer);
        let both_number = one.types.iter().any(is_number) && other.types.iter().any(is_number);
        let is_typed = !(one.is_inferred || other.is_inferred || (one.null && other.null));
        if is_typed && !both_number && !one.types.iter().any(|kind| other.types.contains(kind)) {
            return true;
        }
        let values = |allowed: &Option<Vec<sourcebook_model::view::Allowed<'d>>>| {
            allowed.as_ref().map(|all| all.iter().map(|one| one.value).collect::<Vec<&Value>>())
        };
        let differ = |one: Option<Vec<&Value>>, other: Option<Vec<&Value>>| match (one, other) {
            (Some(one), Some(other)) => !one.iter().any(|value| other.contains(value)),
            _ => false,
        };
        if differ(values(&one.allowed), values(&other.allowed)) {
            return true;
        }
        let mut required = one.members.iter().filter(|member| member.required);
        required.any(|member| {
            let same = other.members.iter().find(|it| it.required && it.name == member.name);
            same.is_some_and(|same| {
                let shape = |meet| self.new.views.shape(meet);
                differ(values(&shape(member.meet).allowed), values(&shape(same.meet).allowed))
            })
        })
    }
}
