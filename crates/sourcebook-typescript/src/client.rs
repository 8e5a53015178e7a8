//! The map of paths for typed clients, in the shape that openapi-fetch reads: `paths`, `operations`, and
//! `Path`, the paths with their parameters filled in.

use foldhash::{HashSet, HashSetExt};

use sourcebook_model::Id;
use sourcebook_model::document::{
    Header, MediaType, Operation, Parameter, ParameterLocation, PathItem, Response, Schema, Use,
};
use sourcebook_model::request::declared;
use sourcebook_model::view::Meet;

use crate::comment::comment;
use crate::object::INDENT;
use crate::text::{Type, key, quoted};
use crate::types::{Place, Types};

/// Writes all three.
pub(crate) fn write(types: &Types<'_, '_>, file: &mut String) {
    let document = types.views.document();
    let (mut paths, mut operations) = (Vec::new(), Vec::new());
    let mut known = HashSet::new();
    for (path, used) in &document.paths {
        let item = &document.path_items[used.id];
        let mut map = Lines::new(2);
        for operation in &item.operations {
            let id = operation.operation_id.as_deref().filter(|id| known.insert(*id));
            let value = match id {
                Some(id) => {
                    operations.push((id, types.operation(item, operation, 1)));
                    format!("operations[{}]", quoted(id))
                }
                None => types.operation(item, operation, 2),
            };
            let method = operation.method.to_ascii_lowercase();
            map.member(&about(operation), &key(&method), &value);
        }
        paths.push((path.as_str(), map.finish()));
    }
    file.push_str(&interface("paths", &paths));
    file.push_str(&interface("operations", &operations));
    file.push_str(&path_type(paths.iter().map(|(path, _)| *path)));
}

/// An interface whose members have these names, sorted.
fn interface(name: &str, members: &[(&str, String)]) -> String {
    let mut members: Vec<&(&str, String)> = members.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    let mut lines = Lines::new(1);
    for (name, value) in members {
        lines.member(&[], &quoted(name), value);
    }
    format!("\nexport interface {name} {}\n", lines.finish())
}

/// Every path, with any text in the place of a parameter.
fn path_type<'p>(paths: impl Iterator<Item = &'p str>) -> String {
    let mut all: Vec<String> = paths.map(template).collect();
    all.sort_unstable();
    all.dedup();
    let all = if all.is_empty() { "never".to_owned() } else { all.join("\n  | ") };
    format!("\nexport type Path =\n  | {all};\n").replace("=\n  | never", "= never")
}

/// A path as a literal, or as a template where it has parameters.
fn template(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    let mut has_parameters = false;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((_, after)) = behind.split_once('}') else { break };
        text.push_str(&escaped(before));
        text.push_str("${string}");
        (rest, has_parameters) = (after, true);
    }
    if !has_parameters {
        return quoted(path);
    }
    format!("`{text}{}`", escaped(rest))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${")
}

/// What is said of an operation.
fn about(operation: &Operation) -> Vec<String> {
    let words = operation.summary.as_deref().or(operation.description.as_deref());
    let lines = words.unwrap_or_default().trim().lines();
    let mut lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    lines.extend(operation.deprecated.then(|| "@deprecated".to_owned()));
    lines
}

impl<'d> Types<'_, 'd> {
    /// An operation whose members stand at a level.
    fn operation(&self, item: &'d PathItem, operation: &'d Operation, level: usize) -> String {
        let document = self.views.document();
        let mut map = Lines::new(level + 1);
        map.member(&[], "parameters", &self.parameters(item, operation, level + 1));
        let body = operation.request_body.as_ref().map(|used| &document.request_bodies[used.id]);
        match body {
            Some(body) => {
                let mark = if body.required { "requestBody" } else { "requestBody?" };
                let content = self.content(&body.content, Place::REQUEST, level + 2);
                let mut of_body = Lines::new(level + 2);
                of_body.member(&[], "content", &content);
                map.member(&[], mark, &of_body.finish());
            }
            None => map.member(&[], "requestBody?", "never"),
        }
        let mut responses = Lines::new(level + 2);
        for (status, used) in &operation.responses {
            let response = &document.responses[used.id];
            let status = if status.parse::<u16>().is_ok() { status.clone() } else { key(status) };
            responses.member(&[], &status, &self.response(response, level + 2));
        }
        map.member(&[], "responses", &responses.finish());
        map.finish()
    }

    /// The parameters of an operation by their place.
    fn parameters(&self, item: &'d PathItem, operation: &'d Operation, level: usize) -> String {
        let document = self.views.document();
        let declared = declared(document, item, operation);
        let all: Vec<&Parameter> =
            declared.into_iter().map(|used| &document.parameters[used.id]).collect();
        let places = [
            ("query", ParameterLocation::Query),
            ("header", ParameterLocation::Header),
            ("path", ParameterLocation::Path),
            ("cookie", ParameterLocation::Cookie),
        ];
        let mut map = Lines::new(level + 1);
        for (name, location) in places {
            let here = all.iter().filter(|parameter| parameter.location == location);
            let here: Vec<&&Parameter> =
                here.filter(|parameter| !parameter.is_ignored(document.version)).collect();
            if here.is_empty() {
                map.member(&[], &format!("{name}?"), "never");
                continue;
            }
            let mut members = Lines::new(level + 2);
            for parameter in &here {
                let value = self.sent(parameter.schema, &parameter.content, level + 2);
                let mark = if parameter.required { "" } else { "?" };
                let words = words_of(parameter);
                members.member(&words, &format!("{}{mark}", key(&parameter.name)), &value.text);
            }
            let is_needed = here.iter().any(|parameter| parameter.required);
            let mark = if is_needed { "" } else { "?" };
            map.member(&[], &format!("{name}{mark}"), &members.finish());
        }
        map.finish()
    }

    /// The type of a parameter.
    fn sent(
        &self,
        schema: Option<Id<Schema>>,
        content: &[(String, MediaType)],
        level: usize,
    ) -> Type {
        let schema = schema.or_else(|| content.first().and_then(|(_, content)| content.schema));
        let place = Place { indent: level, ..Place::REQUEST };
        schema.map_or_else(Type::unknown, |schema| self.of(Meet::One(schema), place))
    }

    fn response(&self, response: &'d Response, level: usize) -> String {
        let mut map = Lines::new(level + 1);
        map.member(&[], "headers", &self.headers(&response.headers, level + 1));
        if response.content.is_empty() {
            map.member(&[], "content?", "never");
        } else {
            let content = self.content(&response.content, Place::ANSWER, level + 1);
            map.member(&[], "content", &content);
        }
        map.finish()
    }

    fn headers(&self, headers: &'d [(String, Use<Header>)], level: usize) -> String {
        let mut map = Lines::new(level + 1);
        for (name, used) in headers {
            let header = &self.views.document().headers[used.id];
            let place = Place { indent: level + 1, ..Place::ANSWER };
            let schema = header.schema;
            let value =
                schema.map_or_else(Type::unknown, |schema| self.of(Meet::One(schema), place));
            let mark = if header.required { "" } else { "?" };
            map.member(&[], &format!("{}{mark}", key(name)), &value.text);
        }
        map.member(&[], "[name: string]", "unknown");
        map.finish()
    }

    /// What is sent or comes back, by media type.
    fn content(&self, content: &'d [(String, MediaType)], place: Place, level: usize) -> String {
        let mut map = Lines::new(level + 1);
        for (name, media_type) in content {
            let place = Place { indent: level + 1, ..place };
            let whole = media_type.schema.map(|schema| self.of(Meet::One(schema), place));
            let items =
                media_type.item_schema.map(|schema| self.of(Meet::One(schema), place).list());
            let value = whole.or(items).unwrap_or_else(Type::unknown);
            map.member(&[], &quoted(name), &value.text);
        }
        map.finish()
    }
}

/// What is said of a parameter.
fn words_of(parameter: &Parameter) -> Vec<String> {
    let lines = parameter.description.as_deref().unwrap_or_default().trim().lines();
    let mut lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    lines.extend(parameter.deprecated.then(|| "@deprecated".to_owned()));
    lines
}

/// An object type that is being written, member by member.
struct Lines {
    text: String,
    /// How deep its members stand.
    level: usize,
}

impl Lines {
    fn new(level: usize) -> Self {
        Self { text: String::from("{\n"), level }
    }

    fn member(&mut self, words: &[String], name: &str, value: &str) {
        let indent = INDENT.repeat(self.level);
        comment(&mut self.text, &indent, words);
        self.text.extend([&indent, name, ": ", value, ";\n"]);
    }

    fn finish(mut self) -> String {
        self.text.push_str(&INDENT.repeat(self.level - 1));
        self.text.push('}');
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_templates_where_they_have_parameters() {
        let table = [
            ("/users", "\"/users\""),
            ("/users/{id}/keys", "`/users/${string}/keys`"),
            ("/a`b/{c}.{d}", "`/a\\`b/${string}.${string}`"),
            ("/open{", "\"/open{\""),
        ];
        for (path, expected) in table {
            assert_eq!(template(path), expected);
        }
    }
}
