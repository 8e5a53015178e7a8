//! Which parameters are sent, with which value, and how that is written.

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use crate::document::{
    Document, MediaType, Operation, Parameter, ParameterLocation, PathItem, Use, Value, Version,
};
use crate::media::Kind;
use crate::view::{Meet, Views};

use super::content::{self, Given, example, serialized};
use super::style::{self, Alphabet, Manner, Style};
use super::{KnownParameter, encode, lists, schemas};

/// Headers that frame a message: they follow from the connection and the body.
const OF_THE_MESSAGE: [&str; 4] = ["Connection", "Content-Length", "Host", "Transfer-Encoding"];

/// A value for a parameter.
#[derive(Debug)]
pub(super) struct Chosen<'d> {
    pub(super) value: Given<'d>,
    /// Whether the author of the document has given it.
    pub(super) is_authors: bool,
}

/// The parameters of an operation in the order of the document: those of its path that it does not
/// replace, then its own. Of two with one name in one place, the first counts. Those that the
/// specification ignores are left out, and those whose reference leads nowhere.
pub fn declared<'d>(
    document: &'d Document,
    item: &'d PathItem,
    operation: &'d Operation,
) -> Vec<&'d Use<Parameter>> {
    let key = |used: &Use<Parameter>| {
        let parameter = &document.parameters[used.id];
        match parameter.location {
            ParameterLocation::Header => (parameter.location, parameter.name.to_ascii_lowercase()),
            location => (location, parameter.name.clone()),
        }
    };
    let own: HashSet<_> = operation.parameters.iter().map(key).collect();
    let mut seen = HashSet::new();
    let inherited = item.parameters.iter().filter(|one| !own.contains(&key(one)));
    let is_read = |one: &&Use<Parameter>| one.reference.as_ref().is_none_or(|one| one.is_found);
    let all = inherited.chain(&operation.parameters).filter(is_read);
    let all = all.filter(|one| seen.insert(key(one)));
    all.filter(|one| !document.parameters[one.id].is_ignored(document.version)).collect()
}

/// The value of a parameter: the author's example, else a value that its schema allows.
pub(super) fn choose<'d>(views: &Views<'d>, parameter: &'d Parameter) -> Chosen<'d> {
    if let Some((media_type, content)) = parameter.content.first() {
        return of_content(views, parameter, media_type, content);
    }
    let meet = parameter.schema.map(Meet::One);
    let of_schema = || meet.and_then(|meet| schemas::given(views, meet));
    let given = match example(views, parameter.example.as_ref(), &parameter.examples) {
        Some(Given::Value(value)) => Some(value),
        Some(given) => return Chosen { value: given, is_authors: true },
        None => of_schema(),
    };
    let is_authors = given.is_some();
    let Some(value) = given.or_else(|| made(views, meet).map(Cow::Owned)) else {
        return Chosen { value: Given::Nothing, is_authors };
    };
    let manner = Manner::of(parameter, views.document().version);
    Chosen { value: Given::Value(lists::written(views, meet, manner, value)), is_authors }
}

/// A value that is made, if there is one; a text where nothing is said of it.
fn made(views: &Views<'_>, meet: Option<Meet>) -> Option<Value> {
    let value = meet.and_then(|meet| schemas::sample(views, meet));
    let says_nothing = value.as_ref().is_none_or(|value| *value == Value::Null);
    let is_text = says_nothing && meet.is_none_or(|meet| schemas::is_untyped(views, meet));
    if is_text { Some(Value::string("string")) } else { value }
}

/// The value of a parameter with `content`: a text of its media type.
fn of_content<'d>(
    views: &Views<'d>,
    parameter: &'d Parameter,
    media_type: &str,
    content: &'d MediaType,
) -> Chosen<'d> {
    let given = example(views, content.example.as_ref(), &content.examples)
        .or_else(|| example(views, parameter.example.as_ref(), &parameter.examples));
    let meet = content.schema.or(parameter.schema).map(Meet::One);
    let own = || meet.and_then(|meet| schemas::given(views, meet));
    // The whole query is what the author says it is, if it is said.
    let is_query = parameter.location == ParameterLocation::QueryString;
    let whole = serialized(views, &content.examples).filter(|_| is_query).map(Given::Written);
    let (value, is_authors) = match whole.or(given) {
        Some(Given::Written(text)) => {
            return Chosen { value: Given::Written(text), is_authors: true };
        }
        Some(Given::Value(value)) => (value, true),
        _ => {
            let own = own();
            let is_authors = own.is_some();
            let made = || match meet {
                Some(meet) => schemas::sample(views, meet),
                None => Some(Value::Null),
            };
            let Some(value) = own.or_else(|| made().map(Cow::Owned)) else {
                return Chosen { value: Given::Nothing, is_authors };
            };
            (value, is_authors)
        }
    };
    let place = content::Place { views, meet, name: &parameter.name };
    let text = content::text(place, media_type, content, &value);
    Chosen { value: Given::Text(text), is_authors }
}

/// A header that is a parameter.
#[derive(Debug)]
pub(super) struct OwnHeader {
    pub(super) name: String,
    pub(super) text: String,
    /// Whether the author has given the value.
    pub(super) is_authors: bool,
}

/// The parameters of a request, written.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Names and texts of those in the path.
    pub(super) path: Vec<(String, String)>,
    /// Pieces of the query, with the names that they begin with.
    pub(super) query: Vec<(String, String)>,
    /// Headers.
    pub(super) headers: Vec<OwnHeader>,
    /// Names and what is sent for them: `a=b`.
    pub(super) cookies: Vec<(String, String)>,
}

impl Sent {
    /// The text for a name in the path. Names in braces may end in a sign that says how much of
    /// the path they take; what is not declared is a text.
    pub(super) fn in_path(&self, name: &str) -> String {
        let find = |name: &str| self.path.iter().find(|(known, _)| known == name);
        let bare = name.trim_matches(|c: char| "+*?/.;&#".contains(c));
        find(name)
            .or_else(|| find(bare))
            .map_or_else(|| "string".to_owned(), |(_, text)| text.clone())
    }

    fn push(&mut self, parameter: &Parameter, text: String, is_authors: bool) {
        let name = parameter.name.clone();
        match parameter.location {
            ParameterLocation::Path => self.path.push((name, text)),
            ParameterLocation::Query | ParameterLocation::QueryString => {
                self.query.push((name, text));
            }
            ParameterLocation::Header => self.headers.push(OwnHeader { name, text, is_authors }),
            ParameterLocation::Cookie => self.cookies.push((name, text)),
        }
    }
}

/// Everything that an operation's requests send in parameters: what is required, and what has an
/// author's example and is not deprecated.
///
/// What is `known` comes before every example.
pub(super) fn sent<'d>(
    views: &Views<'d>,
    known: &[KnownParameter],
    item: &'d PathItem,
    operation: &'d Operation,
) -> Sent {
    let document = views.document();
    let mut sent = Sent::default();
    for parameter in sendable(document, item, operation) {
        if let Some(known) =
            known.iter().find(|known| known.is_of(parameter.location, &parameter.name))
        {
            let given = known_value(parameter, &known.value);
            if let Some(text) = wire(parameter, document.version, &given) {
                sent.push(parameter, text, true);
            }
            continue;
        }
        let chosen = choose(views, parameter);
        if !(parameter.required || (chosen.is_authors && !parameter.deprecated)) {
            continue;
        }
        if let Some(text) = wire(parameter, document.version, &chosen.value) {
            sent.push(parameter, text, chosen.is_authors);
        }
    }
    sent
}

/// What is known of a parameter, as its style or its media type writes it.
fn known_value<'v>(parameter: &Parameter, value: &'v Value) -> Given<'v> {
    if parameter.content.is_empty() {
        Given::Value(Cow::Borrowed(value))
    } else {
        Given::Text(value.to_compact_json())
    }
}

/// The parameters that can be sent as such.
fn sendable<'d>(
    document: &'d Document,
    item: &'d PathItem,
    operation: &'d Operation,
) -> impl Iterator<Item = &'d Parameter> {
    let is_named = |names: &[&str], parameter: &Parameter| {
        names.iter().any(|name| name.eq_ignore_ascii_case(&parameter.name))
    };
    let is_kept = move |parameter: &&Parameter| {
        let is_ignored = is_named(&OF_THE_MESSAGE, parameter) || !encode::is_token(&parameter.name);
        parameter.location != ParameterLocation::Header || !is_ignored
    };
    let declared = declared(document, item, operation).into_iter();
    declared.map(|used| &document.parameters[used.id]).filter(is_kept)
}

/// What is sent of a value; `None` for nothing.
fn wire(parameter: &Parameter, version: Version, given: &Given<'_>) -> Option<String> {
    let location = parameter.location;
    let (pairs, manner) = match given {
        Given::Nothing => return None,
        Given::Written(text) => return Some(written(parameter, text)),
        Given::Text(text) if location == ParameterLocation::QueryString => {
            // A form is a query already.
            let is_form =
                parameter.content.first().is_some_and(|(name, _)| Kind::of(name) == Kind::Form);
            return Some(if is_form { text.clone() } else { encode::value(text) });
        }
        Given::Text(text) => {
            let manner = Manner::of_text(location);
            (style::pairs(&parameter.name, &Value::string(text.as_str()), manner), manner)
        }
        Given::Value(value) => {
            let manner = Manner::of(parameter, version);
            (style::pairs(&parameter.name, value, manner), manner)
        }
    };
    let text = style::join(&pairs, manner.style, Alphabet::of(location, manner));
    match location {
        // The path has a place for it, whatever it is.
        ParameterLocation::Path => Some(text),
        _ if pairs.is_empty() => None,
        ParameterLocation::Header => Some(encode::header(&text)),
        ParameterLocation::Cookie if manner.style == Style::Cookie => Some(encode::header(&text)),
        _ => Some(text),
    }
}

/// What the author has written as it is sent: with the name in queries and cookies.
pub(super) fn written(parameter: &Parameter, text: &str) -> String {
    match parameter.location {
        ParameterLocation::Path => encode::reserved_in_path(text),
        ParameterLocation::Header => encode::header(text),
        ParameterLocation::QueryString => encode::query(text),
        ParameterLocation::Query | ParameterLocation::Cookie => {
            let text = encode::query(text.trim_start_matches(['?', '&']));
            if text.contains('=') {
                return text;
            }
            format!("{}={text}", encode::value(&parameter.name))
        }
    }
}
