//! Shapes as short texts, so that tests can compare them.

use sourcebook_model::document::{Id, Schema, Value};
use sourcebook_model::view::{
    Allowed, Bound, Condition, Meet, MemberCondition, Others, Rule, Shape, Union, UnionKind, Views,
};

pub(crate) use crate::schemas::{document, named};

/// The shape of the schema `it` in a document of 3.1 with these schemas.
pub(crate) fn told(schemas: &str) -> String {
    told_in("3.1.0", schemas)
}

/// The shape of the schema `it` in a document of a version.
pub(crate) fn told_in(version: &str, schemas: &str) -> String {
    let document = document(version, schemas);
    let views = Views::new(&document);
    shape(&views, &views.shape(Meet::One(named(&document, "it"))))
}

/// What a place is called: its name, else its shape in parentheses.
pub(crate) fn place(views: &Views<'_>, meet: Meet) -> String {
    match views.name(meet) {
        Some(name) => format!("#{}", views.document().schemas[name].name.as_deref().unwrap_or("?")),
        None => format!("({})", shape(views, &views.shape(meet))),
    }
}

/// Everything that a shape says, one word or phrase after the other.
pub(crate) fn shape(views: &Views<'_>, shape: &Shape<'_>) -> String {
    let mut told: Vec<String> = Vec::new();
    let types: Vec<&str> = shape.types.iter().map(|kind| kind.name()).collect();
    let mark = if shape.is_inferred && !types.is_empty() { "?" } else { "" };
    let types = if types.is_empty() { "any".to_owned() } else { types.join("|") };
    told.push(format!("{types}{mark}"));
    told.extend(shape.null.then(|| "or null".to_owned()));
    told.extend(shape.formats.iter().map(|format| format!("format {format}")));
    told.extend(shape.allowed.as_ref().map(|all| format!("of {}", values(all))));
    told.extend(bounds(shape));
    told.extend(shape.members.iter().map(|member| {
        let mark = if member.required { "!" } else { "" };
        let tells = member.tells.join("/");
        let tells = if tells.is_empty() { tells } else { format!("<{tells}>") };
        format!("{}{mark}{tells}: {}", member.name, place(views, member.meet))
    }));
    told.extend(
        shape
            .patterns
            .iter()
            .map(|(pattern, meet)| format!("/{pattern}/: {}", place(views, *meet))),
    );
    told.extend(others(views, "others", shape.others));
    told.extend(others(views, "unevaluated", shape.unevaluated));
    told.extend(shape.names.map(|names| format!("names {}", place(views, names))));
    told.extend(shape.first_items.iter().map(|item| format!("item {}", place(views, *item))));
    told.extend(others(views, "items", shape.other_items));
    told.extend(shape.contains.iter().map(|contains| {
        format!(
            "contains {} to {:?} {}",
            contains.least,
            contains.most,
            place(views, contains.meet)
        )
    }));
    told.extend(shape.unions.iter().map(|one| union(views, one)));
    told.extend(shape.rules.iter().map(|one| rule(views, one)));
    let content = shape.content.map(|content| {
        let schema = content.schema.map(|meet| place(views, meet));
        format!("holds {:?} {:?} {schema:?}", content.media_type, content.encoding)
    });
    told.extend(content);
    let name = |id: &Id<Schema>| views.document().schemas[*id].name.as_deref().unwrap_or("?");
    told.extend(shape.parts.iter().map(|part| format!("everything of {}", name(part))));
    let marks = [
        ("read-only", shape.read_only),
        ("write-only", shape.write_only),
        ("never", shape.is_never),
        ("deprecated", shape.notes.deprecated),
    ];
    told.extend(marks.iter().filter(|(_, holds)| *holds).map(|(mark, _)| (*mark).to_owned()));
    told.extend(shape.apart.as_ref().map(|parts| {
        let parts: Vec<String> = parts.iter().map(|part| place(views, *part)).collect();
        format!("apart [{}]", parts.join(", "))
    }));
    told.extend(shape.notes.title.map(|title| format!("title {title}")));
    told.extend(shape.notes.description.map(|text| format!("text {text}")));
    told.extend(shape.notes.default.map(|default| format!("default {}", value(default))));
    told.extend(shape.notes.examples.iter().map(|example| format!("example {}", value(example))));
    told.join("; ")
}

fn bounds(shape: &Shape<'_>) -> Vec<String> {
    let bounds = &shape.bounds;
    let bound = |sign: &str, bound: Option<Bound<'_>>| {
        let equal = |bound: &Bound<'_>| if bound.is_exclusive { "" } else { "=" };
        bound.map(|bound| format!("{sign}{}{}", equal(&bound), bound.value.as_str()))
    };
    let count = |word: &str, count: Option<u32>| count.map(|count| format!("{word} {count}"));
    let multiple = bounds.multiples.iter().map(|number| format!("times {}", number.as_str()));
    let patterns = bounds.patterns.iter().map(|pattern| format!("like {pattern}"));
    [bound(">", bounds.least), bound("<", bounds.most)]
        .into_iter()
        .flatten()
        .chain(multiple)
        .chain(patterns)
        .chain(count("length from", bounds.min_length))
        .chain(count("length to", bounds.max_length))
        .chain(count("items from", bounds.min_items))
        .chain(count("items to", bounds.max_items))
        .chain(bounds.unique_items.then(|| "unique".to_owned()))
        .chain(count("members from", bounds.min_members))
        .chain(count("members to", bounds.max_members))
        .collect()
}

fn values(all: &[Allowed<'_>]) -> String {
    let one = |one: &Allowed<'_>| {
        let named = one.name.map(|name| format!("={name}")).unwrap_or_default();
        let text = one.text.map(|text| format!("<{text}>")).unwrap_or_default();
        format!("{}{named}{text}", value(one.value))
    };
    all.iter().map(one).collect::<Vec<String>>().join(",")
}

/// A value as JSON.
pub(crate) fn value(one: &Value) -> String {
    match one {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.as_str().to_owned(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let member = |(name, one): &(Box<str>, Value)| format!("{name:?}:{}", value(one));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        }
    }
}

fn others(views: &Views<'_>, word: &str, others: Others) -> Option<String> {
    match others {
        Others::Any => None,
        Others::None => Some(format!("no {word}")),
        Others::Of(meet) => Some(format!("{word} {}", place(views, meet))),
    }
}

fn union(views: &Views<'_>, union: &Union<'_>) -> String {
    let kind = match union.kind {
        UnionKind::ExactlyOne => "one",
        UnionKind::AtLeastOne => "some",
    };
    let options = union.options.iter().map(|option| {
        let values = option.values.join("/");
        let values = if values.is_empty() { values } else { values + "=" };
        let default = if option.is_default { "else=" } else { "" };
        let title = option.title.map(|title| format!("'{title}'")).unwrap_or_default();
        let requires = option.requires.as_ref().map(|names| format!("+{}", names.join("+")));
        format!(
            "{values}{default}{title}{}{}",
            requires.unwrap_or_default(),
            place(views, option.meet)
        )
    });
    let by = union.by.map(|by| format!(" by {by}")).unwrap_or_default();
    let options: Vec<String> = options.collect();
    format!("{kind}{by} [{}]", options.join(", "))
}

fn rule(views: &Views<'_>, rule: &Rule<'_>) -> String {
    let place_or = |meet: &Option<Meet>| meet.map_or("-".to_owned(), |meet| place(views, meet));
    match rule {
        Rule::IfGiven { name, requires } => format!("{name} needs {}", requires.join("+")),
        Rule::IfGivenThen { name, then } => format!("{name} given: {}", place(views, *then)),
        Rule::If { condition, then, otherwise, .. } => {
            let condition = match condition {
                Condition::Fits(meet) => place(views, *meet),
                Condition::Members(members) => {
                    let member = |MemberCondition { name, values }: &MemberCondition<'_>| {
                        let values = values.iter().flatten().map(|one| value(one));
                        let values: Vec<String> = values.collect();
                        let given = if values.is_empty() { "given" } else { "" };
                        format!("{name} {given}{}", values.join("/"))
                    };
                    members.iter().map(member).collect::<Vec<_>>().join(" and ")
                }
            };
            format!("if {condition} then {} else {}", place_or(then), place_or(otherwise))
        }
        Rule::Not(meet) => format!("not {}", place(views, *meet)),
    }
}
