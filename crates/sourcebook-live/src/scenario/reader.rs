//! Reads a scenario, with the place of everything that is wrong with it.

use sourcebook_model::document::{Document, ParameterLocation};
use sourcebook_syntax::{Diagnostic, NodeRef, Sources, nearest, parse, reference_tokens};

use super::fill::steps_named;
use super::members::{CRITERION, Object, PARAMETER, REQUEST_BODY, ROOT, STEP, WORKFLOW};
use super::{Criterion, Scenario, ScenarioStep, StepParameter};
use crate::problems::invalid_scenario::{invalid, unknown_member, unsupported_member};
use crate::problems::missing_operation::missing_operation;

/// Reads a scenario for the operations of a document. What is read is returned beside what is wrong.
pub fn read(
    sources: &mut Sources,
    name: &str,
    bytes: Vec<u8>,
    document: &Document,
) -> (Scenario, Vec<Diagnostic>) {
    let tree = match parse(sources, name, bytes) {
        Ok(tree) => tree,
        Err(diagnostic) => return (Scenario::default(), vec![*diagnostic]),
    };
    let mut reader = Reader { document, scenario: Scenario::default(), found: Vec::new() };
    reader.root(tree.root());
    reader.check_names();
    (reader.scenario, reader.found)
}

struct Reader<'d> {
    document: &'d Document,
    scenario: Scenario,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn root(&mut self, root: NodeRef<'_>) {
        if !self.object(root, &ROOT) {
            return;
        }
        match root.get("arazzo").map(|version| (version, version.spelling().or(version.as_str()))) {
            Some((_, Some(version)))
                if version.starts_with("1.0") || version.starts_with("1.1") => {}
            Some((version, _)) => {
                let message = "this version of Arazzo is not known";
                let help = "1.0 and 1.1 are read: `arazzo: 1.0.1`";
                self.found.push(invalid(message, version.place(), "this version").help(help));
            }
            None => self.missing(root, "arazzo", "a scenario", "add `arazzo: 1.0.1`"),
        }
        let workflows = self.list(root, "workflows");
        match workflows.as_slice() {
            [] => self.missing(root, "workflows", "a scenario", "add one workflow with `steps`"),
            [workflow, rest @ ..] => {
                if self.object(*workflow, &WORKFLOW) {
                    for step in self.list(*workflow, "steps") {
                        self.step(step);
                    }
                }
                if let Some(second) = rest.first() {
                    self.found.push(
                        unsupported_member("a scenario", "workflows", second.place())
                            .note("a run has one workflow"),
                    );
                }
            }
        }
    }

    /// Whether a value is an object; its members are looked at.
    fn object(&mut self, node: NodeRef<'_>, object: &Object) -> bool {
        if !node.is_object() {
            let message = format!("{} is {}, not an object", object.noun, node.kind_name());
            self.found.push(invalid(message, node.place(), "not an object"));
            return false;
        }
        for (name, _) in node.members() {
            let Some(place) = node.key_place(name) else { continue };
            if object.unsupported.contains(&name) {
                self.found.push(unsupported_member(object.noun, name, place));
            } else if !object.supported.contains(&name) && !name.starts_with("x-") {
                self.found.push(unknown_member(object.noun, name, object.supported, place));
            }
        }
        true
    }

    fn missing(&mut self, node: NodeRef<'_>, member: &str, noun: &str, help: &str) {
        let message = format!("{noun} has no `{member}`");
        let mut place = node.place();
        place.span.end = place.span.start;
        self.found.push(invalid(message, place, "here").help(help));
    }

    fn list<'t>(&mut self, node: NodeRef<'t>, member: &str) -> Vec<NodeRef<'t>> {
        let Some(list) = node.get(member) else { return Vec::new() };
        if matches!(list.kind(), sourcebook_syntax::Kind::Array(_)) {
            return list.items().collect();
        }
        let message = format!("`{member}` is {}, not a list", list.kind_name());
        self.found.push(invalid(message, list.place(), "not a list"));
        Vec::new()
    }

    fn text<'t>(&mut self, node: NodeRef<'t>, member: &str) -> Option<(&'t str, NodeRef<'t>)> {
        let value = node.get(member)?;
        let text = value.as_str();
        if text.is_none() {
            let message = format!("`{member}` is {}, not a text", value.kind_name());
            self.found.push(invalid(message, value.place(), "not a text"));
        }
        text.map(|text| (text, value))
    }

    fn step(&mut self, node: NodeRef<'_>) {
        if !self.object(node, &STEP) {
            return;
        }
        let name = self.text(node, "stepId").map(|(name, _)| name.to_owned());
        if node.get("stepId").is_none() {
            self.missing(node, "stepId", "a step", "give it a name, by which other steps call it");
        }
        let by_id = self.text(node, "operationId").map(|(id, node)| (id.to_owned(), node.place()));
        let by_path = self.text(node, "operationPath").and_then(|(path, node)| {
            let named = operation_at(path);
            if named.is_none() {
                let help = "write `{$sourceDescriptions.api.url}#/paths/~1pets/get`";
                let message = format!("`{path}` leads to no operation");
                self.found.push(invalid(message, node.place(), "this path").help(help));
            }
            Some((named?, node.place()))
        });
        let is_named = node.get("operationId").is_some() || node.get("operationPath").is_some();
        if !is_named {
            self.missing(node, "operationId", "a step", "add `operationId` or `operationPath`");
        }
        let parameters = self.parameters(node);
        let payload = node.get("requestBody").filter(|body| self.object(*body, &REQUEST_BODY));
        let payload = payload.and_then(|body| body.get("payload")).map(NodeRef::to_value);
        let (outputs, criteria) = (self.outputs(node), self.criteria(node));
        let depends_on = self.list(node, "dependsOn").into_iter();
        let depends_on: Vec<String> = depends_on
            .filter_map(NodeRef::as_str)
            .map(|one| one.trim_start_matches("$steps.").to_owned())
            .collect();
        let (Some(name), Some((operation, operation_place))) = (name, by_id.or(by_path)) else {
            return;
        };
        let place = node.get("stepId").map_or_else(|| node.place(), NodeRef::place);
        self.scenario.steps.push(ScenarioStep {
            name,
            operation,
            parameters,
            payload,
            outputs,
            criteria,
            depends_on,
            place,
            operation_place,
        });
    }

    fn parameters(&mut self, step: NodeRef<'_>) -> Vec<StepParameter> {
        let mut parameters = Vec::new();
        for node in self.list(step, "parameters") {
            if !self.object(node, &PARAMETER) {
                continue;
            }
            let Some((name, _)) = self.text(node, "name") else {
                if node.get("name").is_none() {
                    self.missing(node, "name", "a parameter", "name a parameter of the operation");
                }
                continue;
            };
            let Some(value) = node.get("value") else {
                self.missing(node, "value", "a parameter", "say what is sent for it");
                continue;
            };
            let written = self.text(node, "in");
            let location = written.and_then(|(location, _)| ParameterLocation::from_name(location));
            if let (Some((location, node)), None) = (written, location) {
                let names = ParameterLocation::ALL.map(ParameterLocation::name);
                let help = nearest(location, names).map(|near| format!("did you mean `{near}`?"));
                let help = help.unwrap_or_else(|| format!("it is one of {}", names.join(", ")));
                let message = format!("a parameter cannot be in `{location}`");
                self.found.push(invalid(message, node.place(), "not a place").help(help));
            }
            parameters.push(StepParameter {
                name: name.to_owned(),
                location,
                value: value.to_value(),
            });
        }
        parameters
    }

    fn outputs(&mut self, step: NodeRef<'_>) -> Vec<(String, String)> {
        let Some(outputs) = step.get("outputs") else { return Vec::new() };
        let mut named = Vec::new();
        for (name, value) in outputs.members() {
            let is_expression = |text: &&str| {
                ["$response.", "$request.", "$statusCode", "$url", "$method"]
                    .iter()
                    .any(|beginning| text.starts_with(beginning))
            };
            if let Some(text) = value.as_str().filter(is_expression) {
                named.push((name.to_owned(), text.to_owned()));
                continue;
            }
            let message = format!("the output `{name}` is no part of the answer");
            let help = "write an expression: `$response.body#/id`";
            self.found.push(invalid(message, value.place(), "this value").help(help));
        }
        named
    }

    fn criteria(&mut self, step: NodeRef<'_>) -> Vec<Criterion> {
        let mut criteria = Vec::new();
        for node in self.list(step, "successCriteria") {
            if !self.object(node, &CRITERION) {
                continue;
            }
            let Some((condition, node)) = self.text(node, "condition") else { continue };
            if let Some(all) = Criterion::parse(condition) {
                criteria.extend(all);
                continue;
            }
            let diagnostic = unsupported_member("a criterion", condition, node.place());
            let help = "conditions are on the status: `$statusCode == 201`";
            self.found.push(diagnostic.help(help));
        }
        criteria
    }

    /// Steps have different names, the operations are there, and what expressions and `dependsOn` name
    /// are steps that come before.
    fn check_names(&mut self) {
        let steps = std::mem::take(&mut self.scenario.steps);
        for (at, step) in steps.iter().enumerate() {
            let before = || steps[..at].iter().map(|step| step.name.as_str());
            if before().any(|name| name == step.name) {
                let message = format!("the step `{}` is there twice", step.name);
                self.found.push(invalid(message, step.place.clone(), "the second one"));
            }
            let mut named = step.depends_on.clone();
            if let Some(payload) = &step.payload {
                steps_named(payload, &mut named);
            }
            step.parameters.iter().for_each(|one| steps_named(&one.value, &mut named));
            for name in named.iter().filter(|name| !before().any(|known| known == *name)) {
                let message = format!(
                    "the step `{}` needs the step `{name}`, which does not come before it",
                    step.name
                );
                let near = nearest(name, before()).map(|near| format!("did you mean `{near}`?"));
                let diagnostic = invalid(message, step.place.clone(), "this step");
                self.found.push(diagnostic.optional_help(near));
            }
            if !is_there(self.document, &step.operation) {
                let place = Some(&step.operation_place);
                self.found.push(missing_operation(self.document, &step.operation, place));
            }
        }
        self.scenario.steps = steps;
    }
}

/// Whether a document has an operation of this id, or of this method and path.
fn is_there(document: &Document, name: &str) -> bool {
    document.operations().any(|(path, _, operation)| {
        operation.operation_id.as_deref() == Some(name)
            || name.split_once(' ') == Some((operation.method.as_str(), path))
    })
}

/// Method and path of the operation that a pointer leads to.
fn operation_at(path: &str) -> Option<String> {
    let (_, pointer) = path.split_once('#')?;
    let tokens: Vec<String> = reference_tokens(pointer).collect();
    match tokens.as_slice() {
        [paths, path, method] if paths == "paths" => {
            Some(format!("{} {path}", method.to_ascii_uppercase()))
        }
        _ => None,
    }
}
