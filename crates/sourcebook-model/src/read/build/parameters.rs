//! Parameters, and the headers that are described like them.

use crate::document::{Extensions, Header, Parameter, ParameterLocation, Reference, Use};
use crate::view::is_about_values;
use sourcebook_syntax::{Diagnostic, NodeRef, nearest};

use super::super::codes::{MISSING_FIELD, WRONG_TYPE};
use super::beside::Counting;
use super::present::Role;
use super::{Builder, ComponentStore, Pending};

const PARAMETER_FIELDS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// Members of 2.0's parameters and headers; those that restrict values are read as a schema.
const SWAGGER2_FIELDS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "type",
    "format",
    "allowEmptyValue",
    "items",
    "collectionFormat",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "deprecated",
    "example",
    "schema",
    "x-example",
    "x-nullable",
];

const HEADER_FIELDS: &[&str] = &[
    "description",
    "required",
    "deprecated",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
    "content",
];

/// The parameters of an operation or path item.
pub(super) struct Parameters<'t> {
    /// Those that the model keeps as parameters.
    pub(super) parameters: Vec<Use<Parameter>>,
    /// 2.0: those in body and form, which become a request body.
    pub(super) of_body: Vec<OfBody<'t>>,
}

/// A parameter in body or form, and the reference that led to it.
pub(super) type OfBody<'t> = (NodeRef<'t>, Option<Box<Reference>>);

impl<'t> Builder<'t, '_> {
    pub(super) fn parameters(&mut self, parent: NodeRef<'t>) -> Parameters<'t> {
        let mut found = Parameters { parameters: Vec::new(), of_body: Vec::new() };
        for node in self.list(parent, "parameters") {
            let (target, reference) = self.resolve(node);
            let location = target.and_then(|node| node.get("in")).and_then(NodeRef::as_str);
            match (location, target) {
                (Some("body" | "formData"), Some(target)) if self.is_swagger2() => {
                    found.of_body.push((target, reference));
                }
                (_, Some(target)) if self.location(target).is_none() => {}
                _ => found.parameters.push(self.parameter(node)),
            }
        }
        found
    }

    pub(super) fn parameter(&mut self, node: NodeRef<'t>) -> Use<Parameter> {
        let kind =
            ComponentStore { built: |built| &mut built.parameters, arena: |d| &mut d.parameters };
        self.used(node, &kind, Self::build_parameter)
    }

    fn build_parameter(&mut self, node: NodeRef<'t>) -> Parameter {
        let location = self.location(node).unwrap_or_default();
        let required = self.flag(node, "required").unwrap_or_default();
        let mut parameter = Parameter {
            name: self.text(node, "name").unwrap_or_default(),
            location,
            description: self.text(node, "description"),
            // A path without the value is another path.
            required: required || location == ParameterLocation::Path,
            deprecated: self.flag(node, "deprecated").unwrap_or_default(),
            allow_empty_value: self.flag(node, "allowEmptyValue").unwrap_or_default(),
            example: Self::value(node, "example"),
            origin: node.origin(),
            ..Parameter::default()
        };
        if self.is_swagger2() {
            parameter.schema = Some(self.own_schema(node, Role::Parameter));
            parameter.example = parameter.example.or_else(|| Self::value(node, "x-example"));
            (parameter.style, parameter.explode) = self.collection_format(node);
            parameter.extensions = self.extensions_beside_values(node);
        } else {
            parameter.style = self.text(node, "style");
            parameter.explode = self.flag(node, "explode");
            parameter.allow_reserved = self.flag(node, "allowReserved").unwrap_or_default();
            parameter.schema = node.get("schema").map(|schema| self.schema(schema));
            parameter.examples = self.named(node, "examples", Self::example);
            parameter.content = self.named(node, "content", Self::media_type);
            parameter.extensions = self.extensions(node, PARAMETER_FIELDS);
        }
        parameter
    }

    /// Where a parameter goes: a word close to a known one counts as that. Where nothing is said, or
    /// nothing that is known, nobody can send it; that is reported.
    fn location(&mut self, node: NodeRef<'t>) -> Option<ParameterLocation> {
        let Some(word) = self.text(node, "in") else {
            self.report_missing_location(node);
            return None;
        };
        let known = ParameterLocation::from_name(&word);
        if known.is_some() {
            return known;
        }
        let names = ParameterLocation::ALL.map(ParameterLocation::name);
        let meant = nearest(&word, names);
        if let Some(value) = node.get("in").filter(|_| self.reported.insert((node.origin(), "in")))
        {
            let message = "`in` must be `path`, `query`, `header` or `cookie`";
            let what = match meant {
                Some(meant) => format!("this is taken for `{meant}`"),
                None => "this is none of them; the parameter is left out".to_owned(),
            };
            let diagnostic = Diagnostic::new(&WRONG_TYPE, message).at(Self::place(value), what);
            self.diagnostics.push(diagnostic);
        }
        meant.and_then(ParameterLocation::from_name)
    }

    fn report_missing_location(&mut self, node: NodeRef<'t>) {
        if node.is_object() && self.reported.insert((node.origin(), "in")) {
            let words = if self.is_swagger2() {
                "`path`, `query`, `header`, `formData` or `body`"
            } else {
                "`path`, `query`, `header` or `cookie`"
            };
            let diagnostic = Diagnostic::new(&MISSING_FIELD, "a parameter has no `in`")
                .at(Self::place(node), "this parameter is left out")
                .help(format!("add `in`: {words}"));
            self.diagnostics.push(diagnostic);
        }
    }

    /// 2.0: the extensions of a parameter or header; what they say of values is the schema's.
    fn extensions_beside_values(&mut self, node: NodeRef<'t>) -> Extensions {
        let mut extensions = self.extensions(node, SWAGGER2_FIELDS);
        extensions.retain(|(name, _)| !is_about_values(name));
        extensions
    }

    /// 2.0's `collectionFormat` as style and explode.
    pub(super) fn collection_format(
        &mut self,
        node: NodeRef<'t>,
    ) -> (Option<String>, Option<bool>) {
        let is_array = node.get("type").and_then(NodeRef::as_str) == Some("array");
        let format = self.text(node, "collectionFormat");
        match format.as_deref() {
            Some("multi") => (None, Some(true)),
            Some("ssv") => (Some("spaceDelimited".to_owned()), Some(false)),
            Some("pipes") => (Some("pipeDelimited".to_owned()), Some(false)),
            Some("tsv") => (Some("tabDelimited".to_owned()), Some(false)),
            _ if is_array => (None, Some(false)),
            _ => (None, None),
        }
    }

    /// A header; it is filled in from the queue, because the parts of its content may have headers.
    pub(super) fn header(&mut self, node: NodeRef<'t>) -> Use<Header> {
        let (target, reference) = self.resolve(node);
        if self.is_swagger2() && reference.is_some() && target.is_some() {
            self.report_misplaced(node, "a header");
        } else if reference.is_some() {
            self.report_beside(node, Counting::beside::<Header>(self.document.version));
        }
        let origin = target.map_or(node.origin(), NodeRef::origin);
        if let Some(&id) = self.built.headers.get(&origin) {
            return Use { id, reference };
        }
        let id = self.document.headers.push(Header { origin, ..Header::default() });
        self.built.headers.insert(origin, id);
        if let Some(target) = target {
            self.queue.push_back(Pending::Header(id, target));
        }
        Use { id, reference }
    }

    pub(super) fn build_header(&mut self, node: NodeRef<'t>) -> Header {
        let mut header = Header {
            description: self.text(node, "description"),
            required: self.flag(node, "required").unwrap_or_default(),
            deprecated: self.flag(node, "deprecated").unwrap_or_default(),
            example: Self::value(node, "example"),
            origin: node.origin(),
            ..Header::default()
        };
        if self.is_swagger2() {
            header.example = header.example.or_else(|| Self::value(node, "x-example"));
            header.schema = Some(self.own_schema(node, Role::Parameter));
            (header.style, header.explode) = self.collection_format(node);
            header.extensions = self.extensions_beside_values(node);
        } else {
            header.style = self.text(node, "style");
            header.explode = self.flag(node, "explode");
            header.schema = node.get("schema").map(|schema| self.schema(schema));
            header.examples = self.named(node, "examples", Self::example);
            header.content = self.named(node, "content", Self::media_type);
            header.extensions = self.extensions(node, HEADER_FIELDS);
        }
        header
    }
}
