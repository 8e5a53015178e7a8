//! What earlier answers give to later requests: identifiers, members of bodies, credentials.

mod body;
mod credentials;
pub(crate) mod expression;
mod identify;

use sourcebook_model::document::{Document, Operation, Parameter, ParameterLocation, Value};
use sourcebook_model::fit;
use sourcebook_model::request::style::scalar_text;
use sourcebook_model::request::{self, KnownParameter};
use sourcebook_model::view::{Direction, Meet, Views};

use crate::plan::{Step, family};
use expression::Exchanged;
use identify::{identify, is_same_name, member_named, names_kind, plain};

/// Maximum number of combinations of identifiers that are tried for one operation.
const MAX_TRIES: usize = 3;

/// Everything that is known so far.
#[derive(Debug)]
pub(crate) struct Values<'v, 'd> {
    views: &'v Views<'d>,
    /// Exchanges that ended with success, oldest first.
    kept: Vec<Kept<'d>>,
    /// Texts that authorize, by the names of security schemes.
    credentials: Vec<(String, String)>,
    /// Texts that are never shown.
    secrets: Vec<String>,
    /// The outputs of seeds.
    seeds: Vec<(String, Value)>,
}

/// An exchange that ended with success.
#[derive(Debug, Clone)]
pub(crate) struct Kept<'d> {
    pub(crate) path: &'d str,
    pub(crate) operation: &'d Operation,
    /// The identifiers in its path.
    pub(crate) identifiers: Vec<(String, Value)>,
    pub(crate) exchanged: Exchanged,
}

/// Identifiers for the path of an operation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identifiers {
    /// Names and values; what is not among them is sent as printed.
    pub(crate) known: Vec<(String, Value)>,
    /// The names that are sent as printed although the author gives no example of them.
    pub(crate) missing: Vec<String>,
    /// Whether one of them is of something that was created in this run.
    pub(crate) is_own: bool,
}

impl Identifiers {
    /// The same as parameters.
    pub(crate) fn parameters(&self) -> Vec<KnownParameter> {
        let known = self.known.iter();
        let parameter = |(name, value): &(String, Value)| KnownParameter {
            location: ParameterLocation::Path,
            name: name.clone(),
            value: value.clone(),
        };
        known.map(parameter).collect()
    }
}

/// A value that may identify something, and whether this run made it.
struct Candidate {
    value: Value,
    is_own: bool,
}

impl<'v, 'd> Values<'v, 'd> {
    /// What is known before anything was sent.
    pub(crate) fn new(
        views: &'v Views<'d>,
        credentials: &[(String, String)],
        seeds: Vec<(String, Value)>,
    ) -> Self {
        let credentials = credentials.to_vec();
        let secrets = credentials.iter().map(|(_, secret)| secret.clone()).collect();
        Self { views, kept: Vec::new(), credentials, secrets, seeds }
    }

    fn document(&self) -> &'d Document {
        self.views.document()
    }

    /// Keeps an exchange that ended with success.
    pub(crate) fn keep(&mut self, kept: Kept<'d>) {
        self.kept.push(kept);
    }

    /// The identifiers to try for an operation, the likeliest first; at least one set.
    pub(crate) fn identifiers(&self, step: &Step<'d>) -> Vec<Identifiers> {
        let declared = request::declared(self.document(), step.item, step.operation);
        let document = self.document();
        let parameter = |name: &str| {
            let mut declared = declared.iter().map(|used| &document.parameters[used.id]);
            declared.find(|one| one.location == ParameterLocation::Path && one.name == name)
        };
        let mut sets = vec![Identifiers::default()];
        for (name, prefix) in parameters_of(step.path) {
            let parameter = parameter(name);
            let mut longer = Vec::new();
            for set in &sets {
                let candidates = self.candidates(step, name, prefix, parameter, &set.known);
                let is_given = parameter.is_some_and(|parameter| self.is_given(parameter));
                for candidate in candidates {
                    let mut set = set.clone();
                    set.known.push((name.to_owned(), candidate.value));
                    set.is_own |= candidate.is_own;
                    longer.push(set);
                }
                if longer.is_empty() || is_given {
                    let mut set = set.clone();
                    set.missing.extend((!is_given).then(|| name.to_owned()));
                    longer.push(set);
                }
            }
            longer.truncate(MAX_TRIES);
            sets = longer;
        }
        sets
    }

    /// Values for identifiers that an operation requires in its query and that the author gives no example
    /// of.
    pub(crate) fn required_in_query(&self, step: &Step<'d>) -> Vec<KnownParameter> {
        let document = self.document();
        let declared = request::declared(document, step.item, step.operation).into_iter();
        let wanted = declared.map(|used| &document.parameters[used.id]).filter(|parameter| {
            parameter.location == ParameterLocation::Query
                && parameter.required
                && plain(&parameter.name).ends_with("id")
                && !self.is_given(parameter)
        });
        let known = |parameter: &Parameter| {
            let latest = || self.kept.iter().rev();
            let named =
                latest().find_map(|kept| member_named(&kept.exchanged.body, &parameter.name));
            let of_kind = || {
                let mut kind =
                    latest().filter(|kept| names_kind(family(kept.path), &parameter.name));
                kind.find_map(|kept| identify(&kept.exchanged.body, &parameter.name))
            };
            let value = named.or_else(of_kind).filter(|value| self.fits(Some(parameter), value))?;
            Some(KnownParameter {
                location: parameter.location,
                name: parameter.name.clone(),
                value,
            })
        };
        wanted.filter_map(known).collect()
    }

    /// Whether the author says which value a parameter has, so that it is sent as printed.
    fn is_given(&self, parameter: &Parameter) -> bool {
        let shape = parameter.schema.map(|schema| self.views.shape(Meet::One(schema)));
        let of_schema = shape.is_some_and(|shape| {
            !shape.notes.examples.is_empty()
                || shape.notes.default.is_some()
                || shape.allowed.is_some()
        });
        parameter.example.is_some() || !parameter.examples.is_empty() || of_schema
    }

    /// Whether only some values are allowed, of which the page prints one.
    fn is_chosen(&self, parameter: &Parameter) -> bool {
        parameter.schema.is_some_and(|schema| self.views.shape(Meet::One(schema)).allowed.is_some())
    }

    /// Values that may stand for a name, the likeliest first, each once.
    fn candidates(
        &self,
        step: &Step<'d>,
        name: &str,
        prefix: &str,
        parameter: Option<&Parameter>,
        known: &[(String, Value)],
    ) -> Vec<Candidate> {
        if parameter.is_some_and(|parameter| self.is_chosen(parameter)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut add = |value: Option<Value>, is_own| {
            let is_new = |value: &Value| !found.iter().any(|one: &Candidate| one.value == *value);
            let value = value.filter(|value| self.fits(parameter, value)).filter(is_new);
            found.extend(value.map(|value| Candidate { value, is_own }));
        };
        let latest = || self.kept.iter().rev();
        for kept in latest() {
            add(self.linked(step, name, kept), true);
        }
        let fitting = || latest().filter(|kept| agrees(kept, known));
        // `/pets/name/{name}` finds what `/pets` holds.
        let prefix = by_name(prefix, name).unwrap_or(prefix);
        let in_family = |kept: &&Kept<'d>| family(kept.path) == prefix;
        for kept in fitting().filter(in_family).filter(|kept| creates(kept, prefix)) {
            add(
                identify(&kept.exchanged.body, name).or_else(|| identifier_sent(kept, prefix)),
                true,
            );
        }
        for kept in fitting().filter(in_family) {
            add(identify(&kept.exchanged.body, name), false);
        }
        let below = format!("{prefix}/");
        for kept in fitting().filter(|kept| kept.path.starts_with(&below)) {
            add(member_named(&kept.exchanged.body, name), kept.operation.method == "POST");
        }
        for kept in latest() {
            add(member_named(&kept.exchanged.body, name), false);
        }
        for kept in latest().filter(|kept| names_kind(family(kept.path), name)) {
            let is_created = kept.operation.method == "POST";
            add(identify(&kept.exchanged.body, name), is_created);
        }
        let is_list =
            |kept: &&Kept<'d>| kept.operation.method == "GET" && !kept.path.ends_with('}');
        for kept in fitting().filter(|kept| kept.path.starts_with(&below)).filter(is_list) {
            add(identify(&kept.exchanged.body, name), false);
        }
        found
    }

    fn fits(&self, parameter: Option<&Parameter>, value: &Value) -> bool {
        let Some(schema) = parameter.and_then(|parameter| parameter.schema) else { return true };
        let Some(text) = scalar_text(value) else { return false };
        let fits =
            |value: &Value| fit::fits(self.views, Meet::One(schema), value, Direction::Request);
        // What is an integer in a body may be a text in a path.
        fits(value) || fits(&Value::String(text.into()))
    }

    /// What a link of an answer says of a parameter of an operation.
    fn linked(&self, step: &Step<'d>, name: &str, kept: &Kept<'d>) -> Option<Value> {
        let document = self.document();
        let response = crate::judge::response(document, kept.operation, kept.exchanged.status)?;
        let links = response.links.iter().map(|(_, used)| &document.links[used.id]);
        let mut links = links.filter(|link| link.target == Some(step.id));
        links.find_map(|link| {
            let mut parameters = link.parameters.iter();
            let (_, value) = parameters
                .find(|(known, _)| known == name || known.strip_prefix("path.") == Some(name))?;
            match value {
                Value::String(text) => expression::evaluate(text, &kept.exchanged),
                other => Some(other.clone()),
            }
        })
    }
}

/// The names in a path, each with the path before it.
fn parameters_of(path: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = path[from..].find('{').map(|at| at + from) {
        let Some(close) = path[open..].find('}').map(|at| at + open) else { break };
        let name = path[open + 1..close].trim_matches(|c: char| "+*?/.;&#".contains(c));
        found.push((name, path[..open].trim_end_matches('/')));
        from = close;
    }
    found
}

/// The collection before a segment that only says by what its things are found.
fn by_name<'p>(prefix: &'p str, name: &str) -> Option<&'p str> {
    let (collection, last) = prefix.rsplit_once('/')?;
    let is_same = is_same_name(last, name) || is_same_name(last, &format!("by{name}"));
    (is_same && !collection.is_empty()).then_some(collection)
}

/// The collection that holds what the last identifier of a path names.
pub(crate) fn collection(path: &str) -> Option<&str> {
    let (name, prefix) = parameters_of(path).pop()?;
    Some(by_name(prefix, name).unwrap_or(prefix))
}

/// Whether a path is that of a collection, with or without a slash at its end.
pub(crate) fn is_at(path: &str, collection: &str) -> bool {
    path.trim_end_matches('/') == collection
}

/// Whether an exchange was about the same things as far as they are known.
fn agrees(kept: &Kept<'_>, known: &[(String, Value)]) -> bool {
    known.iter().all(|(name, value)| {
        let mut own = kept.identifiers.iter().filter(|(other, _)| is_same_name(other, name));
        own.all(|(_, other)| scalar_text(other) == scalar_text(value))
    })
}

/// Whether an exchange created something in a collection.
fn creates(kept: &Kept<'_>, collection: &str) -> bool {
    match kept.operation.method.as_str() {
        "POST" => is_at(kept.path, collection),
        "PUT" => !is_at(kept.path, collection),
        _ => false,
    }
}

/// The identifier that the client chose by itself, in the path of a `PUT`.
fn identifier_sent(kept: &Kept<'_>, collection: &str) -> Option<Value> {
    let last = kept.identifiers.last().map(|(_, value)| value.clone());
    last.filter(|_| kept.path.len() > collection.len())
}
