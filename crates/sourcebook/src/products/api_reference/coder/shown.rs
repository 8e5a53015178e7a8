//! An operation with everything that its page shows at hand.

use sourcebook_model::Use;
use sourcebook_model::document::{
    MediaType, Parameter, RequestBody, Response, SecurityRequirement,
};

use super::section::OperationEntry;
use crate::products::api_reference::settings::{ReferenceSettings, SharedResponses};

/// An operation with everything that it refers to at hand.
pub(super) struct Shown<'d> {
    pub(super) entry: &'d OperationEntry<'d>,
    /// Its own parameters, then those of the path item that it does not replace.
    pub(super) parameters: Vec<&'d Parameter>,
    /// How many of the parameters are its own.
    pub(super) own_parameters: usize,
    pub(super) body: Option<&'d RequestBody>,
    pub(super) request_content: Vec<(&'d str, &'d MediaType)>,
    pub(super) body_required: bool,
    pub(super) responses: Vec<ShownResponse<'d>>,
    pub(super) security: &'d [SecurityRequirement],
}

/// A response under one status.
#[derive(Clone, Copy)]
pub(super) struct ShownResponse<'d> {
    pub(super) status: &'d str,
    pub(super) response: &'d Response,
    /// The response's own description, or the one that stands beside the reference to it.
    pub(super) description: &'d str,
}

/// What a request is made of.
pub(super) struct CodeSample {
    pub(super) method: String,
    pub(super) url: String,
    /// Names and values.
    pub(super) headers: Vec<(String, String)>,
}

/// Whether an operation's response is left to the section: an error, described elsewhere in the
/// document, about which the operation says nothing of its own.
pub(super) fn is_told_once(
    settings: &ReferenceSettings,
    status: &str,
    used: &Use<Response>,
) -> bool {
    settings.shared_responses == SharedResponses::Once
        && is_error(status)
        && used.reference.as_ref().is_some_and(|one| one.is_found && one.description.is_none())
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}
