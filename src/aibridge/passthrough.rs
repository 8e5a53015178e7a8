//! What of the providers' APIs passes through: only what is listed, since everything else runs
//! models without a record, or shows one user what belongs to another.

use axum::http::Method;

use super::provider::Provider;
use super::provider_path::matches;
use crate::options::passthrough::PassthroughRule;

/// Something of an API that passes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PassedOperation {
    /// The method.
    pub(crate) method: &'static str,
    /// The path behind the provider's, in which `*` is one segment.
    pub(crate) path: &'static str,
    /// Who may use it.
    pub(crate) users: PassedUsers,
}

/// Who may use what passes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PassedUsers {
    /// Everybody who may use the bridge.
    All,
    /// Whoever made the response whose id is the segment at this place, counted from 1.
    MakerOf(usize),
}

impl PassedOperation {
    /// Something for everybody.
    pub(crate) const fn for_all(method: &'static str, path: &'static str) -> Self {
        Self { method, path, users: PassedUsers::All }
    }

    /// Something about a response, for whoever made it; its id is the third segment.
    pub(crate) const fn of_response(method: &'static str, path: &'static str) -> Self {
        Self { method, path, users: PassedUsers::MakerOf(3) }
    }
}

/// Whether a request passes through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Passing<'p> {
    /// It does.
    Yes,
    /// It does if the caller made the response with this id.
    IfMade(&'p str),
    /// It does not.
    No,
}

/// The operations that pass through beside those of the providers' own lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct FurtherOperations(Vec<PassthroughRule>);

impl FurtherOperations {
    /// What the setting says.
    pub(crate) fn new(rules: &[PassthroughRule]) -> Self {
        Self(rules.to_vec())
    }

    /// Whether anything passes through of the conversations that a provider keeps: everybody can
    /// reach them then.
    pub(crate) fn has_conversations(&self, provider: &dyn Provider) -> bool {
        self.0.iter().any(|rule| {
            let path = provider.versioned(rule.path());
            let behind = path.strip_prefix("/v1/conversations");
            rule.provider() == provider.name()
                && behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('/'))
        })
    }

    /// Whether a request to a provider passes through, by its method and the one spelling of its
    /// path. What belongs to one user does so whatever the setting says.
    pub(crate) fn passing<'p>(
        &self,
        provider: &dyn Provider,
        method: &Method,
        path: &'p str,
    ) -> Passing<'p> {
        let mut listed = provider.passed().iter();
        let listed = listed.find(|one| one.method == method.as_str() && matches(one.path, path));
        match listed.map(|one| one.users) {
            Some(PassedUsers::All) => return Passing::Yes,
            Some(PassedUsers::MakerOf(place)) => {
                return path.split('/').nth(place).map_or(Passing::No, Passing::IfMade);
            }
            None => {}
        }
        let is_set = self.0.iter().any(|rule| {
            rule.provider() == provider.name()
                && rule.method() == *method
                && matches(&provider.versioned(rule.path()), path)
        });
        if is_set { Passing::Yes } else { Passing::No }
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_options::Value;

    use super::*;
    use crate::aibridge::provider::PROVIDERS;

    #[test]
    fn conversations_are_there_if_an_operation_of_theirs_is_set() {
        for (rule, expected) in [
            ("POST /openai/v1/conversations", true),
            ("POST /openai/conversations", true),
            ("GET /openai/v1/conversations/*/items", true),
            ("GET /openai/v1/conversations-of-others", false),
            ("GET /openai/v1/*", false),
            ("POST /anthropic/v1/conversations", false),
        ] {
            let further = FurtherOperations::new(&[PassthroughRule::parse(rule).unwrap()]);
            assert_eq!(further.has_conversations(PROVIDERS[0]), expected, "{rule}");
        }
        assert!(!FurtherOperations::default().has_conversations(PROVIDERS[0]));
    }

    #[test]
    fn only_what_is_listed_or_set_passes() {
        let rules =
            ["GET /openai/files/*", "POST /openai/v1/embeddings", "GET /openai/responses/*"];
        let set = rules.map(|rule| PassthroughRule::parse(rule).unwrap());
        let further = FurtherOperations::new(&set);
        let table = [
            ("openai", "GET", "/v1/models", Passing::Yes),
            ("openai", "GET", "/v1/models/gpt-x", Passing::Yes),
            ("openai", "DELETE", "/v1/models/gpt-x", Passing::No),
            ("openai", "GET", "/v1/responses", Passing::No),
            ("openai", "GET", "/v1/responses/resp_1", Passing::IfMade("resp_1")),
            ("openai", "DELETE", "/v1/responses/resp_1", Passing::IfMade("resp_1")),
            ("openai", "POST", "/v1/responses/resp_1/cancel", Passing::IfMade("resp_1")),
            ("openai", "GET", "/v1/responses/resp_1/input_items", Passing::IfMade("resp_1")),
            ("openai", "POST", "/v1/responses/compact", Passing::No),
            ("openai", "GET", "/v1/files/file_1", Passing::Yes),
            ("openai", "DELETE", "/v1/files/file_1", Passing::No),
            ("openai", "GET", "/v1/files", Passing::No),
            ("openai", "POST", "/v1/embeddings", Passing::Yes),
            ("openai", "GET", "/v1/conversations/conv_1", Passing::No),
            ("openai", "GET", "/v1/organization/users", Passing::No),
            ("anthropic", "GET", "/v1/files/file_1", Passing::No),
            ("anthropic", "GET", "/v1/models", Passing::Yes),
            ("anthropic", "GET", "/v1/models/claude-x", Passing::Yes),
            ("anthropic", "POST", "/v1/messages/count_tokens", Passing::Yes),
            ("anthropic", "POST", "/v1/messages/batches", Passing::No),
            ("anthropic", "POST", "/api/event_logging/batch", Passing::Yes),
            ("anthropic", "POST", "/api/event_logging/v2/batch", Passing::Yes),
            ("anthropic", "GET", "/v1/organizations/api_keys", Passing::No),
        ];
        for (name, method, path, expected) in table {
            let provider = PROVIDERS.iter().find(|one| one.name() == name).unwrap();
            let method = method.parse().unwrap();
            assert_eq!(further.passing(*provider, &method, path), expected, "{method} {path}");
        }
    }
}
