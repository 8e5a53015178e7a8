//! Members of a body that its schema does not name.

use std::collections::BTreeSet;

use sourcebook_model::document::Value;
use sourcebook_model::view::{Meet, Others};
use sourcebook_syntax::{Diagnostic, Place};

use super::Judged;
use crate::problems::undocumented_member::undocumented_member;

/// Maximum depth at which members are looked at.
const MAX_DEPTH: usize = 32;

pub(super) fn check(
    judged: &Judged<'_, '_>,
    meet: Meet,
    value: &Value,
    prefix: &str,
    found: &mut Vec<Diagnostic>,
) {
    let mut search = Search { judged, found, told: BTreeSet::new(), pointer: prefix.to_owned() };
    search.look(&[meet], value, 0);
}

struct Search<'s, 'v, 'd> {
    judged: &'s Judged<'v, 'd>,
    found: &'s mut Vec<Diagnostic>,
    /// Places and names that were told.
    told: BTreeSet<(Option<String>, Vec<String>)>,
    pointer: String,
}

impl Search<'_, '_, '_> {
    /// Looks at a value for which schemas hold; where one of them says nothing of its members, nobody
    /// can say that a member is not named.
    fn look(&mut self, meets: &[Meet], value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Object(members) => self.object(meets, members, depth),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    let inside: Vec<Meet> = self
                        .with_options(meets)
                        .into_iter()
                        .filter_map(|meet| self.judged.views.item(meet, at))
                        .collect();
                    if !inside.is_empty() {
                        self.inside(&at.to_string(), &inside, item, depth);
                    }
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, meets: &[Meet], members: &[(Box<str>, Value)], depth: usize) {
        let views = self.judged.views;
        let all = self.with_options(meets);
        let is_open = |meet: &Meet| {
            let shape = views.shape(*meet);
            matches!(shape.others, Others::Of(_)) || !shape.rules.is_empty()
        };
        let names_some = all.iter().any(|meet| !views.shape(*meet).members.is_empty());
        let says_free = self.says_free_names(&all);
        let is_judged = names_some && !says_free && !all.iter().any(is_open);
        let mut unnamed = Vec::new();
        for (name, value) in members {
            let inside: Vec<Meet> =
                all.iter().filter_map(|meet| views.member(*meet, name)).collect();
            if inside.is_empty() {
                unnamed.push(&**name);
            } else {
                self.inside(name, &inside, value, depth);
            }
        }
        if is_judged && !unnamed.is_empty() {
            self.tell(&all, &unnamed);
        }
    }

    fn inside(&mut self, token: &str, meets: &[Meet], value: &Value, depth: usize) {
        let length = self.pointer.len();
        self.pointer.push('/');
        sourcebook_syntax::push_token(&mut self.pointer, token);
        self.look(meets, value, depth + 1);
        self.pointer.truncate(length);
    }

    /// The places and all options of their unions.
    fn with_options(&self, meets: &[Meet]) -> Vec<Meet> {
        let mut all: Vec<Meet> = Vec::new();
        let mut left: Vec<Meet> = meets.to_vec();
        while let Some(meet) = left.pop() {
            if all.contains(&meet) || all.len() > 1000 {
                continue;
            }
            all.push(meet);
            let shape = self.judged.views.shape(meet);
            left.extend(shape.unions.iter().flat_map(|union| &union.options).map(|one| one.meet));
        }
        all
    }

    /// Whether a schema says in so many words that other members are welcome:
    /// `additionalProperties: true`.
    fn says_free_names(&self, meets: &[Meet]) -> bool {
        let document = self.judged.views.document();
        let parts = meets.iter().flat_map(|meet| self.judged.views.parts(*meet));
        let mut schemas = parts.map(|part| &document.schemas[part.schema]);
        schemas.any(|schema| schema.additional_properties.is_some())
    }

    fn tell(&mut self, meets: &[Meet], names: &[&str]) {
        let place = meets.first().and_then(|meet| self.place(*meet));
        let key = place.as_ref().map(|place| place.pointer.clone());
        let names_told = names.iter().map(|name| (*name).to_owned()).collect();
        if self.told.insert((key, names_told)) {
            let Judged { operation, path, answer, .. } = *self.judged;
            let status = answer.status;
            self.found.push(undocumented_member(
                operation,
                path,
                status,
                &self.pointer,
                names,
                place,
            ));
        }
    }

    /// Where the members of a place are named.
    fn place(&self, meet: Meet) -> Option<Place> {
        let document = self.judged.views.document();
        let parts = self.judged.views.parts(meet);
        let schemas = || parts.iter().map(|part| &document.schemas[part.schema]);
        let named = schemas().find(|schema| !schema.properties.is_empty());
        let named = named.and_then(|schema| document.place_of_member(schema.origin, "properties"));
        named.or_else(|| schemas().next().and_then(|schema| document.place(schema.origin)))
    }
}
