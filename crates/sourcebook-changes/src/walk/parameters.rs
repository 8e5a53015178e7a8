//! Parameters: which one is which, whether it must be there, and how its values are written.

use sourcebook_model::document::{Parameter, ParameterLocation};

use super::operations::is_over;
use super::{Context, Placed, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::lifecycle::Lifecycle;
use crate::normalize::parameters::{self, Given, Key};
use crate::relation::Relation;

impl<'d> Walk<'_, 'd> {
    pub(super) fn parameters(
        &mut self,
        was: &Placed<'d>,
        now: &Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        let old = parameters::effective(self.old, was.path, was.item, was.operation);
        let new = parameters::effective(self.new, now.path, now.item, now.operation);
        let find = |all: &[Given<'d>], key: &Key| {
            all.iter().find(|given| given.key == *key).map(|given| given.parameter)
        };
        for given in &old {
            match find(&new, &given.key) {
                Some(parameter) => self.parameter(given.parameter, parameter, context, seen),
                None => self.parameter_removed(given, context, seen),
            }
        }
        for given in new.iter().filter(|given| find(&old, &given.key).is_none()) {
            // Every template of a path has a parameter; one that was not declared was there.
            if matches!(given.key, Key::Template(_)) {
                continue;
            }
            let parameter = given.parameter;
            let required = parameter.required;
            let rule = Rule::MemberAdded { required, was_open: true };
            let told = Difference {
                now: if required { "required" } else { "optional" }.to_owned(),
                ..difference(
                    &codes::PARAMETER_ADDED,
                    rule,
                    Subject::Whole,
                    None,
                    Some(parameter.origin),
                )
            };
            seen.tell(&told, context, &title(parameter), context.request());
        }
    }

    fn parameter_removed(&self, given: &Given<'d>, context: &Context, seen: &mut Seen) {
        let parameter = given.parameter;
        if matches!(given.key, Key::Template(_)) {
            return;
        }
        let lifecycle = Lifecycle::of(parameter.deprecated, &parameter.extensions);
        let is_open = parameter.location != ParameterLocation::Path;
        let rule = match lifecycle.deprecated {
            true if is_over(&lifecycle, self.today) => Rule::Told,
            true => Rule::Breaks,
            false => Rule::MemberRemoved { required: parameter.required, is_open },
        };
        let origin = Some(parameter.origin);
        let told = difference(&codes::PARAMETER_REMOVED, rule, Subject::Whole, origin, None);
        seen.tell(&told, context, &title(parameter), context.request());
    }

    fn parameter(
        &mut self,
        old: &'d Parameter,
        new: &'d Parameter,
        context: &Context,
        seen: &mut Seen,
    ) {
        let part = title(new);
        let way = context.request();
        let of =
            |code, rule| difference(code, rule, Subject::Whole, Some(old.origin), Some(new.origin));
        if old.required != new.required {
            let (code, relation) = if new.required {
                (&codes::PARAMETER_REQUIRED, Relation::Narrower)
            } else {
                (&codes::PARAMETER_OPTIONAL, Relation::Wider)
            };
            seen.tell(&Difference { relation, ..of(code, Rule::Law) }, context, &part, way);
        }
        let lifecycles = [old, new].map(|one| Lifecycle::of(one.deprecated, &one.extensions));
        for told in super::lifecycles(&lifecycles[0], &lifecycles[1], of) {
            seen.tell(&told, context, &part, way);
        }
        let is_text_wider = self.forms(old, new, context, seen);
        let schema = |parameter: &'d Parameter| match parameter.content.first() {
            Some((_, media_type)) => media_type.schema,
            None => parameter.schema,
        };
        if !is_text_wider {
            let pair = self.relator.schemas(schema(old), schema(new));
            seen.root(context, &part, way, pair);
        }
    }
}

/// As people name it: ``query parameter `limit` ``.
pub(super) fn title(parameter: &Parameter) -> String {
    format!("{} parameter `{}`", parameter.location.name(), parameter.name)
}
