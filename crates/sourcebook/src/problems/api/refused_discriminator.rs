//! A value that tells which option is meant, and that the option does not allow.

use std::collections::HashSet;

use sourcebook_model::Id;
use sourcebook_model::document::{Document, Schema, Value};
use sourcebook_model::fit::fits;
use sourcebook_model::view::{Choice, Direction, Meet, Views};
use sourcebook_syntax::{Diagnostic, Place, nearest, problem_code};

use crate::facts::Facts;

problem_code! {
    /// A discriminator names a member whose value tells which schema is meant: the values under its
    /// `mapping`, else the names of the schemas themselves. Where that member has a list of allowed
    /// values (`enum`, `const`) without such a value, no value is ever taken for the schema: whoever
    /// sends it is refused by the list, and whoever keeps to the list is not understood. Often the list
    /// has the value in other letters than the schema's name.
    ///
    /// Map the allowed value to the schema, or allow the value that tells it.
    pub(in super::super) static REFUSED_DISCRIMINATOR = "refused-discriminator", Warning,
        "a discriminator's value is not among the allowed values of its member";
}

pub(super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    let Some(document) = &facts.api else { return };
    let views = Views::new(document);
    let mut seen = HashSet::new();
    for (id, schema) in document.schemas.iter() {
        let Some(discriminator) = &schema.discriminator else { continue };
        if !seen.insert(schema.origin) {
            continue;
        }
        let base = Base { document, views: &views, id, member: &discriminator.property_name };
        let shape = views.shape(views.meet(id));
        let unions = shape.unions.iter().filter(|union| union.by == Some(base.member));
        for option in unions.flat_map(|union| &union.options) {
            base.check(option, found);
        }
    }
}

/// A schema with a discriminator.
struct Base<'v, 'd> {
    document: &'d Document,
    views: &'v Views<'d>,
    id: Id<Schema>,
    /// The member that tells.
    member: &'d str,
}

impl Base<'_, '_> {
    fn check(&self, option: &Choice<'_>, found: &mut Vec<Diagnostic>) {
        let own = self.views.meet(self.id);
        let whole = self.views.join(option.meet, own);
        let Some(meet) = self.member_of(whole) else { return };
        // What an option allows may be nothing of what its base allows.
        let listed = [Some(meet), self.member_of(own)].into_iter().flatten();
        let allowed = listed.map(|meet| self.allowed(meet)).find(|all| !all.is_empty());
        let Some(allowed) = allowed else { return };
        let is_refused = |value: &&&str| {
            let value = Value::string(**value);
            !fits(self.views, meet, &value, Direction::Whole)
        };
        let refused: Vec<&str> = option.values.iter().filter(is_refused).copied().collect();
        // What else is said of the member is judged where its values are.
        if refused.len() == option.values.len() {
            found.extend(refused.iter().map(|value| self.diagnostic(value, &allowed)));
        }
    }

    /// What holds of the member that tells, at a place.
    fn member_of(&self, place: Meet) -> Option<Meet> {
        let shape = self.views.shape(place);
        let mut members = shape.members.iter();
        members.find(|member| member.name == self.member).map(|member| member.meet)
    }

    /// The texts that a member may be, where they are listed.
    fn allowed(&self, meet: Meet) -> Vec<String> {
        let shape = self.views.shape(meet);
        let allowed = shape.allowed.iter().flatten().filter_map(|one| one.value.as_str());
        allowed.map(str::to_owned).collect()
    }

    fn diagnostic(&self, value: &str, allowed: &[String]) -> Diagnostic {
        let member = self.member;
        let message = format!("`{member}` cannot be `{value}`, which tells what the value is");
        let near = nearest(value, allowed.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("map `{near}` to the schema, or allow `{value}` in `{member}`"),
            None => format!("allow `{value}` in `{member}`, or map an allowed value to the schema"),
        };
        let diagnostic = Diagnostic::new(&REFUSED_DISCRIMINATOR, message).help(help);
        let label = format!("`{member}` is one of {}", super::list(allowed));
        match self.place(value) {
            Some(place) => diagnostic.at(place, label),
            None => diagnostic,
        }
    }

    /// Where the mapping of a value stands, else the discriminator.
    fn place(&self, value: &str) -> Option<Place> {
        let schema = &self.document.schemas[self.id];
        let mapping = schema.discriminator.as_ref().map(|one| &one.mapping);
        let is_mapped = mapping.is_some_and(|all| all.iter().any(|(known, _)| **known == *value));
        let way =
            if is_mapped { vec!["discriminator", "mapping", value] } else { vec!["discriminator"] };
        self.document.place_inside(schema.origin, way)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use sourcebook_model::{Input, Options, read};

    use super::*;

    fn messages(schemas: &str) -> Vec<String> {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: \
             {{{schemas}}}}}\n"
        );
        let bytes = text.into_bytes();
        let input = Input { name: "a.yaml".to_owned(), bytes, folder: PathBuf::new() };
        let mut facts = Facts::default();
        facts.api = read(&mut facts.sources, input, Options::default()).document;
        assert!(facts.api.is_some(), "{schemas}");
        let mut found = Vec::new();
        check(&facts, &mut found);
        found.into_iter().map(|one| one.message).collect()
    }

    #[test]
    fn values_that_tell_an_option_and_are_not_allowed_are_told() {
        let base = |values: &str, more: &str| {
            format!(
                "Pet: {{type: object, required: [kind], discriminator: {{propertyName: kind{more}}}, properties: \
                 {{kind: {{type: string{values}}}}}}}, Dog: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{type: \
                 object, properties: {{bark: {{type: boolean}}}}}}]}}"
            )
        };
        let mapped = ", mapping: {dog: '#/components/schemas/Dog'}";
        let union = |value: &str| {
            format!(
                "Dog: {{type: object, properties: {{kind: {{type: string, enum: [{value}]}}}}}}, Cat: {{type: object, \
                 properties: {{kind: {{type: string}}}}}}, Pet: {{oneOf: [{{$ref: '#/components/schemas/Dog'}}, {{$ref: \
                 '#/components/schemas/Cat'}}], discriminator: {{propertyName: kind}}}}"
            )
        };
        let told = |value: &str| {
            vec![format!("`kind` cannot be `{value}`, which tells what the value is")]
        };
        let table = [
            (base(", enum: [dog, cat]", ""), told("Dog")),
            (base(", enum: [dog, cat]", mapped), Vec::new()),
            (base(", enum: [cat]", mapped), told("dog")),
            (base(", enum: [Dog]", ""), Vec::new()),
            (base("", ""), Vec::new()),
            (
                base(", enum: [cat]", mapped)
                    .replace("bark: {type: boolean}", "kind: {enum: [dog]}"),
                told("dog"),
            ),
            (base(", minLength: 4", ""), Vec::new()),
            (union("dog"), told("Dog")),
            (union("Dog"), Vec::new()),
        ];
        for (schemas, expected) in table {
            assert_eq!(messages(&schemas), expected, "{schemas}");
        }
    }
}
