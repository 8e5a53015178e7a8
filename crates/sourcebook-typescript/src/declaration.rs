//! Declarations: an interface, an enumeration with its values, or an alias.

use sourcebook_model::Id;
use sourcebook_model::document::{Schema, Value};
use sourcebook_model::view::{Direction, Meet, Shape};

use crate::comment::{comment, lines};
use crate::kind::is_interface;
use crate::literal;
use crate::name::plural;
use crate::types::{Place, Types};

/// Every declaration, by the names of the types.
pub(crate) fn declarations(types: &Types<'_, '_>) -> Vec<String> {
    let mut all: Vec<(&str, String)> = Vec::new();
    for (_, id) in &types.views.document().components.schemas {
        let place = if types.usage.is_sent(*id) && !types.usage.has_variant(*id) {
            Place { is_answer: false, ..Place::ANSWER }
        } else {
            Place::ANSWER
        };
        all.push((types.names.of(*id, Direction::Response), types.declaration(*id, place)));
        if types.usage.has_variant(*id) {
            let name = types.names.of(*id, Direction::Request);
            all.push((name, types.declaration(*id, Place::REQUEST)));
        }
    }
    all.sort_by(|one, other| one.0.cmp(other.0));
    all.into_iter().map(|(_, text)| text).collect()
}

impl<'d> Types<'_, 'd> {
    fn declaration(&self, id: Id<Schema>, place: Place) -> String {
        let name = self.names.of(id, place.direction);
        let shape = self.views.shape(Meet::One(id));
        let mut text = String::new();
        comment(&mut text, "", &self.head(id, place, &shape));
        if let Some(other) = self.views.alias(id) {
            let place = Place { alias: Some(id), ..place };
            let other = self.of(Meet::One(other), place);
            text.extend(["export type ", name, " = ", &other.text, ";\n"]);
        } else if is_interface(&shape) {
            let body = self.body(&shape, place);
            text.extend(["export interface ", name, " ", &body, "\n"]);
        } else {
            let place = Place { alias: Some(id), ..place };
            let whole = self.inline(&shape, place);
            text.extend(["export type ", name, " = ", &whole.text, ";\n"]);
            self.values(&mut text, name, &shape);
        }
        text
    }

    /// What is said of a type: its name, where that is not as expected, what it is the request of, and the
    /// words of its schema.
    fn head(&self, id: Id<Schema>, place: Place, shape: &Shape<'d>) -> Vec<String> {
        let response = self.names.of(id, Direction::Response);
        let is_variant = place.direction == Direction::Request;
        let about = if is_variant {
            Some(format!("What a request holds of {{@link {response}}}."))
        } else {
            self.names.reason(id).map(|reason| format!("{reason}."))
        };
        let mut words = lines(&shape.notes, &shape.bounds, &shape.formats);
        if let Some(about) = about {
            if !words.is_empty() {
                words.insert(0, String::new());
            }
            words.insert(0, about);
        }
        words
    }

    /// The values of an enumeration at run time.
    fn values(&self, text: &mut String, name: &str, shape: &Shape<'d>) {
        let Some(allowed) = shape.allowed.as_deref().filter(|_| shape.unions.is_empty()) else {
            return;
        };
        let is_scalar = |value: &Value| !value.is_container();
        if shape.is_never || allowed.is_empty() || !allowed.iter().all(|one| is_scalar(one.value)) {
            return;
        }
        let values = literal::allowed(shape, self.settings.integers).unwrap_or_default();
        text.extend(["\nexport const ", &plural(name), " = [\n"]);
        for value in values {
            text.extend(["  ", &value.text, ",\n"]);
        }
        text.extend(["] as const satisfies readonly ", name, "[];\n"]);
    }
}
