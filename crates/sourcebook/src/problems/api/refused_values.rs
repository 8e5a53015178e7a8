//! Values in a document that their own schema refuses: examples, defaults and allowed values.

use std::collections::HashSet;

use sourcebook_model::Id;
use sourcebook_model::document::{
    Document, Example, MediaType, Origin, Schema, Use, Value, Version,
};
use sourcebook_model::fit::{Misfit, misfits};
use sourcebook_model::media::Kind;
use sourcebook_model::view::{Direction, Views};
use sourcebook_syntax::{Code, Diagnostic, problem_code};

use crate::facts::Facts;

problem_code! {
    /// Readers copy examples, mock servers answer with them, and generated clients test with them. An
    /// example that its own schema refuses shows a request that the server rejects, or an answer that
    /// it never gives; or the schema is wrong and the example is right.
    ///
    /// Correct whichever of the two is wrong. A text of digits in YAML needs quotes to be a text:
    /// `example: "007"`.
    pub(in super::super) static INVALID_EXAMPLE = "invalid-example", Warning,
        "an example is not valid for its schema";
}

problem_code! {
    /// The default is what the server takes where nothing is given, so it has to be a value that could
    /// have been given. Where there is no default, leave the member out: `default: null` says that the
    /// default is `null`, which the schema has to allow then.
    pub(in super::super) static INVALID_DEFAULT = "invalid-default", Warning,
        "a default is not valid for its schema";
}

problem_code! {
    /// An allowed value that the rest of the schema refuses can never be sent. The usual cause is a type
    /// that does not go with the values: in YAML, `[1, 2]` are numbers and `[yes, "1"]` are texts. `null`
    /// among the values is allowed only where the type allows it too.
    pub(in super::super) static INVALID_ENUM_VALUE = "invalid-enum-value", Warning,
        "an allowed value is refused by its own schema";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(document) = &facts.api else { return };
    let mut search =
        Search { document, views: Views::new(document), found, refused: HashSet::new() };
    search.schemas();
    search.parameters_and_headers();
    search.bodies();
    search.server_variables();
}

/// Maximum number of further places that are shown of one value.
const MAX_RELATED: usize = 3;

struct Search<'d, 'f> {
    document: &'d Document,
    views: Views<'d>,
    found: &'f mut Vec<Diagnostic>,
    /// Values that were reported.
    refused: HashSet<(Origin, Vec<String>)>,
}

/// A value in a document.
struct Given<'d> {
    code: &'static Code,
    /// What it is called in a sentence.
    what: &'static str,
    value: &'d Value,
    /// The object that has it, and the names that lead to it there.
    origin: Origin,
    way: Vec<String>,
    direction: Direction,
}

impl<'d> Search<'d, '_> {
    fn schemas(&mut self) {
        for (id, schema) in self.document.schemas.iter() {
            // Before 3.1, what stands beside a `$ref` has no effect; later it is judged with its target.
            if schema.reference.is_some() && self.document.version < Version::OpenApi3_1 {
                continue;
            }
            let given = |code, what, value, way: &[String]| Given {
                code,
                what,
                value,
                origin: schema.origin,
                way: way.to_vec(),
                direction: Direction::Whole,
            };
            if let Some(value) = &schema.default {
                let way = ["default".to_owned()];
                self.judge(id, &given(&INVALID_DEFAULT, "the default", value, &way));
            }
            if let Some(value) = &schema.example {
                let way = ["example".to_owned()];
                self.judge(id, &given(&INVALID_EXAMPLE, "the example", value, &way));
            }
            for (at, value) in schema.examples.iter().enumerate() {
                let way = ["examples".to_owned(), at.to_string()];
                self.judge(id, &given(&INVALID_EXAMPLE, "the example", value, &way));
            }
            if let Some(value) = &schema.constant {
                let way = ["const".to_owned()];
                self.judge(id, &given(&INVALID_ENUM_VALUE, "the only allowed value", value, &way));
            }
            for (at, value) in schema.enumeration.iter().enumerate() {
                let way = ["enum".to_owned(), at.to_string()];
                self.judge(id, &given(&INVALID_ENUM_VALUE, "the allowed value", value, &way));
            }
        }
    }

    fn parameters_and_headers(&mut self) {
        let document = self.document;
        for (_, parameter) in document.parameters.iter() {
            self.examples(
                parameter.schema,
                parameter.example.as_ref(),
                &parameter.examples,
                parameter.origin,
                Direction::Request,
            );
            self.contents(&parameter.content, Direction::Request);
        }
        for (_, header) in document.headers.iter() {
            self.examples(
                header.schema,
                header.example.as_ref(),
                &header.examples,
                header.origin,
                Direction::Response,
            );
            self.contents(&header.content, Direction::Response);
        }
    }

    /// The default of a server variable is one of its values, where it has some (3.1, Server Variable
    /// Object).
    fn server_variables(&mut self) {
        let variables = self.document.all_servers().flat_map(|server| &server.variables);
        for (name, variable) in variables {
            // One that is missing is reported as such.
            let is_said = self.document.member_names(variable.origin).contains(&"default");
            let has_values = !variable.values.is_empty();
            if !is_said || !has_values || variable.values.contains(&variable.default) {
                continue;
            }
            let Some(place) = self.document.place_inside(variable.origin, ["default"]) else {
                continue;
            };
            let message =
                format!("the default of the server variable `{name}` is none of its values");
            let label = format!("is none of {}", variable.values.join(", "));
            self.found.push(Diagnostic::new(&INVALID_DEFAULT, message).at(place, label));
        }
    }

    fn bodies(&mut self) {
        let document = self.document;
        for (_, body) in document.request_bodies.iter() {
            self.contents(&body.content, Direction::Request);
        }
        for (_, response) in document.responses.iter() {
            self.contents(&response.content, Direction::Response);
        }
    }

    /// The examples of bodies whose values are what the schema is about. Of other media types, an
    /// example is the text that is sent.
    fn contents(&mut self, content: &'d [(String, MediaType)], direction: Direction) {
        for (name, media_type) in content {
            if Kind::of(name) == Kind::Json {
                self.examples(
                    media_type.schema,
                    media_type.example.as_ref(),
                    &media_type.examples,
                    media_type.origin,
                    direction,
                );
            }
        }
    }

    fn examples(
        &mut self,
        schema: Option<Id<Schema>>,
        example: Option<&'d Value>,
        examples: &'d [(String, Use<Example>)],
        origin: Origin,
        direction: Direction,
    ) {
        let Some(schema) = schema else { return };
        let given = |value, origin, way: Option<&str>| Given {
            code: &INVALID_EXAMPLE,
            what: "the example",
            value,
            origin,
            way: way.into_iter().map(str::to_owned).collect(),
            direction,
        };
        if let Some(value) = example {
            self.judge(schema, &given(value, origin, Some("example")));
        }
        for (_, used) in examples {
            let example = &self.document.examples[used.id];
            // An example of 2.0 is the value itself.
            let way = match self.document.version {
                Version::Swagger2_0 => None,
                _ if self.document.member_names(example.origin).contains(&"value") => Some("value"),
                _ => Some("dataValue"),
            };
            if let Some(value) = &example.value {
                self.judge(schema, &given(value, example.origin, way));
            }
        }
    }

    /// Reports a value that is not valid, whichever way it may go.
    fn judge(&mut self, schema: Id<Schema>, given: &Given<'d>) {
        let meet = self.views.meet(schema);
        let ways = [given.direction, Direction::Request, Direction::Response];
        let mut misfits = ways.into_iter().map(|way| misfits(&self.views, meet, given.value, way));
        let Some(first) = misfits.next().filter(|found| !found.is_empty()) else { return };
        if misfits.any(|found| found.is_empty()) {
            return;
        }
        // A shared example is judged wherever it is used, and may be wrong everywhere.
        if !self.refused.insert((given.origin, given.way.clone())) {
            return;
        }
        let diagnostic = self.diagnostic(given, &first);
        self.found.push(diagnostic);
    }

    fn diagnostic(&self, given: &Given<'_>, misfits: &[Misfit]) -> Diagnostic {
        let message = format!("{} is not valid for its schema", given.what);
        let mut diagnostic = Diagnostic::new(given.code, message);
        let mut places = Vec::new();
        for misfit in misfits {
            let steps = misfit.pointer.split('/').skip(1);
            let steps: Vec<String> =
                steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
            let way = given.way.iter().chain(&steps).map(String::as_str);
            let Some(place) = self.document.place_inside(given.origin, way) else { continue };
            // Of one value, the first reason is enough.
            if places.contains(&place.span) {
                continue;
            }
            diagnostic = match places.len() {
                0 => diagnostic.at(place.clone(), misfit.why.clone()),
                1..=MAX_RELATED => diagnostic.related(place.clone(), misfit.why.clone()),
                _ => diagnostic,
            };
            places.push(place.span);
        }
        match places.len().saturating_sub(1 + MAX_RELATED) {
            0 => diagnostic,
            more => diagnostic.note(format!("{more} more of its values are not valid")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use sourcebook_model::{Input, Options, read};

    use super::*;

    /// The codes of what is wrong with a document that has this schema, and a body with it and these
    /// examples.
    fn codes(version: &str, media_type: &str, schema: &str, examples: &str) -> Vec<&'static str> {
        let text = format!(
            "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    post:\n      \
             requestBody: {{content: {{{media_type}: {{schema: {schema}{examples}}}}}}}\n      \
             responses: {{'200': {{description: OK}}}}\n"
        );
        codes_of(text)
    }

    /// The codes of what is wrong with a document.
    fn codes_of(text: String) -> Vec<&'static str> {
        let input =
            Input { name: "a.yaml".to_owned(), bytes: text.into_bytes(), folder: PathBuf::new() };
        let mut facts = Facts::default();
        facts.api = read(&mut facts.sources, input, Options::default()).document;
        assert!(facts.api.is_some());
        let mut found = Vec::new();
        check(&facts, &mut found);
        found.iter().map(|diagnostic| diagnostic.code.name).collect()
    }

    #[test]
    fn only_what_is_refused_is_told() {
        let json = "application/json";
        let secret = "{type: object, required: [a, b], properties: {a: {type: string, readOnly: true}, \
                      b: {type: string, writeOnly: true}}}";
        let table: &[(&str, &str, &str, &str, &[&str])] = &[
            ("3.0.3", json, "{type: integer, default: 1}", "", &[]),
            ("3.0.3", json, "{type: integer, default: '1'}", "", &["invalid-default"]),
            ("3.0.3", json, "{type: string, default: null}", "", &["invalid-default"]),
            ("3.0.3", json, "{type: string, nullable: true, default: null}", "", &[]),
            ("3.0.3", json, "{type: string, enum: [a, 1]}", "", &["invalid-enum-value"]),
            ("3.0.3", json, "{type: string, nullable: true, enum: [a, null]}", "", &[]),
            ("3.1.0", json, "{type: string, examples: [a, 1, 2]}", "", &["invalid-example"; 2]),
            ("3.0.3", json, "{type: string}", ", example: 1", &["invalid-example"]),
            ("3.0.3", json, "{type: string}", ", examples: {a: {value: 1}}", &["invalid-example"]),
            ("3.0.3", json, "{type: string}", ", examples: {a: {externalValue: x}}", &[]),
            // An example of XML is a text, whatever the schema is about.
            ("3.0.3", "application/xml", "{type: object}", ", example: <a/>", &[]),
            // What does not go to the server may be missing, and what does not come back.
            ("3.0.3", json, secret, ", example: {b: x}", &[]),
            ("3.0.3", json, secret, ", example: {a: x}", &[]),
            ("3.0.3", json, secret, ", example: {}", &["invalid-example"]),
        ];
        for (version, media_type, schema, examples, expected) in table {
            let found = codes(version, media_type, schema, examples);
            assert_eq!(found, *expected, "{schema}{examples}");
        }
    }

    #[test]
    fn defaults_of_server_variables_are_among_their_values() {
        let server = |variable: &str| {
            format!("[{{url: 'https://{{a}}.test', variables: {{a: {{{variable}}}}}}}]")
        };
        let table: &[(&str, &[&str])] = &[
            ("default: x, enum: [x, y]", &[]),
            ("default: z, enum: [x, y]", &["invalid-default"]),
            ("default: x", &[]),
            // One that is missing is told by the reader.
            ("enum: [x]", &[]),
        ];
        for (variable, expected) in table {
            let servers = server(variable);
            let root = format!("servers: {servers}\npaths: {{/a: {{get: {{}}}}}}\n");
            let path = format!("paths: {{/a: {{servers: {servers}, get: {{}}}}}}\n");
            let operation = format!("paths: {{/a: {{get: {{servers: {servers}}}}}}}\n");
            for members in [root, path, operation] {
                let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{members}");
                assert_eq!(codes_of(text), *expected, "{members}");
            }
        }
    }
}
