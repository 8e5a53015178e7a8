//! How the values of parameters are written as text, and which changes of a schema a text does not show.

use sourcebook_model::document::{Id, Parameter, Schema, SchemaType};
use sourcebook_model::view::{Bounds, Meet, Others, Shape, Views};

use super::parameters::title;
use super::{Context, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::normalize::parameters::{Form, form};
use crate::relation::Relation;

impl<'d> Walk<'_, 'd> {
    /// Compares how values are written. Returns whether texts that were valid all still are, although
    /// the schemas differ: then there is nothing to say of the schemas.
    pub(super) fn forms(
        &self,
        old: &'d Parameter,
        new: &'d Parameter,
        context: &Context,
        seen: &mut Seen,
    ) -> bool {
        let (was, now) = (form(old, self.old.version), form(new, self.new.version));
        let (old_views, new_views) = (self.relator.old.views, self.relator.new.views);
        let has_parts = is_container(old_views, old.schema) && is_container(new_views, new.schema);
        let is_written_alike = was.style == now.style
            && (!has_parts || was.explode == now.explode)
            && was.media_type == now.media_type
            && was.allow_reserved == now.allow_reserved;
        let of =
            |code, rule| difference(code, rule, Subject::Whole, Some(old.origin), Some(new.origin));
        let (part, way) = (title(new), context.request());
        if !is_written_alike {
            let told = Difference {
                was: words(&was, has_parts),
                now: words(&now, has_parts),
                ..of(&codes::PARAMETER_FORM_CHANGED, Rule::Breaks)
            };
            seen.tell(&told, context, &part, way);
        }
        if old.allow_empty_value != new.allow_empty_value {
            let words = |flag: bool| {
                format!("an empty value {}", if flag { "allowed" } else { "not allowed" })
            };
            let told = Difference {
                relation: Relation::of_sets(old.allow_empty_value, new.allow_empty_value),
                was: words(old.allow_empty_value),
                now: words(new.allow_empty_value),
                ..of(&codes::PARAMETER_FORM_CHANGED, Rule::Law)
            };
            seen.tell(&told, context, &part, way);
        }
        let is_text = was.media_type.is_none() && now.media_type.is_none();
        let wider =
            (is_written_alike && is_text).then(|| self.wider_text(old, new, &now)).flatten();
        let Some((was, now)) = wider else { return false };
        let told = Difference {
            relation: Relation::Wider,
            was,
            now,
            subject: Subject::Keyword("type"),
            ..of(&codes::TYPE_WIDENED, Rule::Law)
        };
        seen.tell(&told, context, &part, way);
        true
    }

    /// What became of a scalar where every text of it is still valid: a text without limits, or a list
    /// that may have one item.
    fn wider_text(
        &self,
        old: &'d Parameter,
        new: &'d Parameter,
        form: &Form,
    ) -> Option<(String, String)> {
        let was = self.relator.old.views.shape(Meet::One(old.schema?));
        let now = self.relator.new.views.shape(Meet::One(new.schema?));
        let [to] = now.types.as_slice() else { return None };
        let is_any_text = |shape: &Shape<'_>| {
            shape.allowed.is_none()
                && shape.bounds == Bounds::default()
                && shape.formats.is_empty()
                && shape.rules.is_empty()
                && shape.unions.is_empty()
        };
        let has_parts = |kind: &SchemaType| matches!(kind, SchemaType::Array | SchemaType::Object);
        let is_scalar = !was.types.is_empty() && !was.types.iter().any(has_parts);
        let names: Vec<&str> = was.types.iter().map(|kind| kind.name()).collect();
        let names = names.join(" or ");
        let is_text = was.types == [SchemaType::String];
        if is_scalar && !is_text && *to == SchemaType::String && is_any_text(&now) {
            return Some((names, to.name().to_owned()));
        }
        let takes_one = |shape: &Shape<'_>| shape.bounds.min_items.unwrap_or(0) <= 1;
        // One item alone is written as a scalar is, exploded or not.
        let is_list = *to == SchemaType::Array && form.style != "deepObject";
        if !is_scalar || !is_list || !takes_one(&now) {
            return None;
        }
        let Others::Of(meet) = now.other_items else { return None };
        let items = self.relator.new.views.shape(meet);
        let takes_it = items.types == was.types || items.types == [SchemaType::String];
        let of = items.types.first().map_or("values", |kind| kind.name());
        (takes_it && is_any_text(&items)).then(|| (names, format!("array of {of}")))
    }
}

/// Whether values have parts, so that it matters how these are put together.
fn is_container(views: &Views<'_>, schema: Option<Id<Schema>>) -> bool {
    let Some(schema) = schema else { return false };
    let shape = views.shape(Meet::One(schema));
    let has_parts = |kind: &SchemaType| matches!(kind, SchemaType::Array | SchemaType::Object);
    shape.types.iter().any(has_parts) || shape.types.is_empty()
}

fn words(form: &Form, has_parts: bool) -> String {
    let mut words = match &form.media_type {
        Some(media_type) => format!("`{media_type}`"),
        None => format!("style `{}`", form.style),
    };
    if has_parts && form.media_type.is_none() {
        words.push_str(if form.explode { " (exploded)" } else { " (not exploded)" });
    }
    if form.allow_reserved {
        words.push_str(" with reserved characters");
    }
    words
}
