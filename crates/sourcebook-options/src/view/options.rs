//! Options in the shape of Coder's `serpent.Option`. As there, members without content are left
//! out.

use serde_json::{Map, Value as Json, json};

use crate::effective::Effective;
use crate::group::Group;
use crate::spec::OptionSpec;

pub(super) fn options(values: &[Effective]) -> Json {
    values.iter().map(|value| option(value, values)).collect()
}

fn option(value: &Effective, values: &[Effective]) -> Json {
    let mut object = facts(value.spec);
    object.insert("value".to_owned(), value.json.clone());
    object.insert("value_source".to_owned(), value.source.word().into());
    let instead: Vec<Json> = value
        .spec
        .use_instead
        .iter()
        .filter_map(|flag| values.iter().find(|other| other.spec.flag == Some(*flag)))
        .map(|other| {
            let mut object = facts(other.spec);
            object.insert("value".to_owned(), other.json.clone());
            object.insert("value_source".to_owned(), other.source.word().into());
            Json::Object(object)
        })
        .collect();
    if !instead.is_empty() {
        object.insert("use_instead".to_owned(), instead.into());
    }
    Json::Object(object)
}

fn facts(spec: &OptionSpec) -> Map<String, Json> {
    let mut object = Map::new();
    let texts = [
        ("name", spec.name.to_owned()),
        ("description", spec.description.to_owned()),
        ("flag", spec.flag.unwrap_or_default().to_owned()),
        ("flag_shorthand", spec.shorthand.map(String::from).unwrap_or_default()),
        ("env", spec.env.unwrap_or_default().to_owned()),
        ("yaml", spec.yaml_key().unwrap_or_default().to_owned()),
        ("default", spec.default_text()),
    ];
    for (member, text) in texts {
        if !text.is_empty() {
            object.insert(member.to_owned(), text.into());
        }
    }
    for (member, holds) in [("hidden", spec.hidden), ("required", spec.required)] {
        if holds {
            object.insert(member.to_owned(), true.into());
        }
    }
    if let Some(group) = spec.group {
        object.insert("group".to_owned(), group_chain(group));
    }
    let annotations = annotations(spec);
    if !annotations.is_empty() {
        object.insert("annotations".to_owned(), annotations.into());
    }
    object
}

/// What the shape has no member for.
fn annotations(spec: &OptionSpec) -> Map<String, Json> {
    let mut annotations = Map::new();
    for (name, holds) in [("secret", spec.secret), ("deprecated", spec.deprecated)] {
        if holds {
            annotations.insert(name.to_owned(), "true".into());
        }
    }
    if let Some(version) = spec.since {
        annotations.insert("since".to_owned(), version.into());
    }
    annotations
}

fn group_chain(group: &Group) -> Json {
    let mut object = Map::new();
    if let Some(parent) = group.parent {
        object.insert("parent".to_owned(), group_chain(parent));
    }
    for (member, text) in
        [("name", group.name), ("yaml", group.yaml), ("description", group.description)]
    {
        if !text.is_empty() {
            object.insert(member.to_owned(), json!(text));
        }
    }
    Json::Object(object)
}
