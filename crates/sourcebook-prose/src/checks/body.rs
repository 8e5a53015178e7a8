//! Bodies of requests and answers that are not what the API document says.

mod fields;

use sourcebook_model::Document;
use sourcebook_model::document::{MediaType, Operation};
use sourcebook_model::fit::misfits;
use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_syntax::{Diagnostic, Sources, Tree, parse_json, problem_code};

use super::Context;
use crate::finding::Findings;
use crate::mapped::Mapped;
use crate::mentions::wording::is_open;
use crate::page::{Block, Directive};
use crate::requests::Request;
use crate::vocabulary::Named;

problem_code! {
    /// A page shows JSON with a member that the schema does not have, or with a value of another type
    /// than it says. The schema is that of the request in which the JSON stands, the one that a
    /// comment before it names (`<!-- sourcebook: body POST /path -->`, `response 200 GET /path`,
    /// `schema NAME`), or the only one with at least three of its members and seven in ten.
    ///
    /// Members that are missing are no fault, as examples are cut short, and neither is what is inside
    /// of alternatives (`oneOf`, `anyOf`).
    pub static PROSE_BODY = "prose-body", Error,
        "a page shows JSON that is not what the API document says";
}

/// What a piece of JSON is held against.
struct Expected<'f> {
    views: Views<'f>,
    meet: Meet,
    direction: Direction,
    /// What it is, for messages: `the body of POST /users`.
    what: String,
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    if context.vocabulary.operations.is_empty() {
        return;
    }
    for request in &context.requests {
        if let Some((body, expected)) = of_request(context, request) {
            judge(context, body, &expected, findings);
        }
    }
    for block in &context.written.page.blocks {
        if let Some(expected) = of_annotation(context, block) {
            judge(context, &block.text, &expected, findings);
        } else if block.language == "json" {
            judge_by_members(context, block, findings);
        }
    }
}

fn of_request<'c>(
    context: &'c Context<'_>,
    request: &'c Request,
) -> Option<(&'c Mapped, Expected<'c>)> {
    let body = request.body.as_ref()?;
    let method = &request.method.as_ref()?.text;
    if !super::request::is_own(context, request) {
        return None;
    }
    Some((body, of_operation(context, method, request.path.text(), None)?))
}

/// What an operation takes, or answers with a status.
fn of_operation<'c>(
    context: &'c Context<'_>,
    method: &str,
    path: &str,
    status: Option<&str>,
) -> Option<Expected<'c>> {
    let operations = &context.vocabulary.operations;
    let routes = operations.routes(path);
    let route = routes.into_iter().find(|route| route.operation(method).is_some())?;
    let document = operations.document(route);
    let operation = route.operation(method)?;
    let mut media_types = content(document, operation, status)?.iter();
    let media_type = media_types.find(|(name, _)| name.contains("json"))?;
    let views = Views::new(document);
    let meet = views.meet(media_type.1.schema?);
    let (direction, part) = match status {
        Some(status) => (Direction::Response, format!("answer {status} of")),
        None => (Direction::Request, "body of".to_owned()),
    };
    let what = format!("the {part} `{} {}`", method.to_uppercase(), route.path);
    Some(Expected { views, meet, direction, what })
}

fn content<'f>(
    document: &'f Document,
    operation: &Operation,
    status: Option<&str>,
) -> Option<&'f [(String, MediaType)]> {
    match status {
        None => Some(&document.request_bodies[operation.request_body.as_ref()?.id].content),
        Some(status) => {
            let response = operation.responses.iter().find(|(code, _)| code == status)?;
            Some(&document.responses[response.1.id].content)
        }
    }
}

/// What a comment before a block says that it is.
fn of_annotation<'c>(context: &'c Context<'_>, block: &Block) -> Option<Expected<'c>> {
    let annotations = context.written.page.annotations.iter();
    let mut own = annotations.filter(|annotation| annotation.target == block.span);
    own.find_map(|annotation| match &annotation.directive {
        Directive::Body { method, path } => of_operation(context, method, path, None),
        Directive::Response { status, method, path } => {
            of_operation(context, method, path, Some(status))
        }
        Directive::Schema(name) => {
            let named = context.vocabulary.schemas().named(name)?;
            Some(of_schema(context, named, format!("a value of `{name}`")))
        }
        _ => None,
    })
}

fn of_schema<'c>(context: &'c Context<'_>, named: &Named, what: String) -> Expected<'c> {
    let views = Views::new(context.vocabulary.operations.documents()[named.document]);
    let meet = views.meet(named.id);
    Expected { views, meet, direction: Direction::Whole, what }
}

/// JSON is parsed as a text of its own; its places lead back to the page.
fn parse(text: &str) -> Option<Tree> {
    let trimmed = text.trim_start();
    if !trimmed.starts_with(['{', '[']) {
        return None;
    }
    parse_json(&mut Sources::new(), "", text.to_owned()).ok()
}

fn judge(context: &Context<'_>, text: &Mapped, expected: &Expected<'_>, findings: &mut Findings) {
    if let Some(tree) = parse(text.text()) {
        judge_tree(context, (text, &tree), expected, findings);
    }
}

/// A block of JSON of which nobody says what it is, by the names of its members.
fn judge_by_members(context: &Context<'_>, block: &Block, findings: &mut Findings) {
    let Some(tree) = parse(block.text.text()) else { return };
    let root = tree.root();
    let schemas = context.vocabulary.schemas();
    let members = root.members().map(|(name, _)| name);
    let Some(schema) = schemas.of_members(members) else { return };
    let what = format!("a value of `{}`, as its members say", schema.name);
    let expected = of_schema(context, schema, what);
    judge_tree(context, (&block.text, &tree), &expected, findings);
}

fn judge_tree(
    context: &Context<'_>,
    (text, tree): (&Mapped, &Tree),
    expected: &Expected<'_>,
    findings: &mut Findings,
) {
    let root = tree.root();
    fields::check(context, text, root, expected, findings);
    let value = root.to_value();
    for misfit in misfits(&expected.views, expected.meet, &value, expected.direction) {
        // Limits and formats are often not kept by examples, and parts are left out of them.
        if !matches!(misfit.keyword, "type" | "enum" | "const") {
            continue;
        }
        let Some(node) = root.at_pointer(&misfit.pointer) else { continue };
        if node.as_str().is_some_and(is_open) || node.is_null() {
            continue;
        }
        let span = node.span();
        let label = if misfit.keyword == "type" { "wrong type" } else { "not a value" };
        let message = match misfit.pointer.as_str() {
            "" => format!("this JSON {}", misfit.why),
            pointer => {
                format!("`{}` {}", pointer.trim_start_matches('/').replace('/', "."), misfit.why)
            }
        };
        let diagnostic = Diagnostic::new(&PROSE_BODY, message)
            .at(context.place(text.span(span.range())), label)
            .note(format!("this JSON is {}", expected.what));
        findings.add(diagnostic);
    }
}
