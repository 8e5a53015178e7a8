//! `GET /api/v2/aibridge/interceptions`: what was recorded, newest first.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::AiBridgeInterception;
use super::search::Search;
use super::streaming;
use crate::api::caller::{Caller, ForMembers};
use crate::api::shared::{Always, WithParameters};
use crate::api::{ApiError, QueryParameters};
use crate::identity::FieldError;
use crate::services::Services;
use crate::store::{InterceptionFilter, InterceptionHead, Page, Role, User};

/// Number of interceptions on a page by default.
const DEFAULT_LIMIT: i64 = 100;

/// Maximum number of interceptions on a page.
const MAX_LIMIT: i64 = 1_000;

/// What the answer says where the query cannot be used.
pub(crate) const WRONG: &str = "The query of the request is invalid.";

/// Which interceptions to list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(clippy::doc_markdown, reason = "the API document has these texts, without markup")]
pub(crate) struct Parameters {
    /// Search query in the format `key:value`. Available keys are: initiator, provider, model, started_after, started_before.
    #[param(nullable = false)]
    pub(crate) q: Option<String>,
    /// Page limit
    #[param(nullable = false)]
    pub(crate) limit: Option<i64>,
    /// Cursor pagination after ID (cannot be used with offset)
    #[param(required = false, nullable = false, value_type = String)]
    pub(crate) after_id: Option<String>,
    /// Offset pagination (cannot be used with after_id)
    #[param(nullable = false)]
    pub(crate) offset: Option<i64>,
}

/// A page of interceptions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = codersdk::AIBridgeListInterceptionsResponse)]
pub(crate) struct AiBridgeListInterceptionsResponse {
    /// Total number of interceptions on all pages.
    #[schema(required = false)]
    count: i64,
    /// Interceptions on this page, newest first.
    #[schema(required = false)]
    results: Vec<AiBridgeInterception>,
}

/// List AI Bridge interceptions
///
/// Members see their own interceptions; auditors and owners see all. `limit` is between 1 and 1000
/// and defaults to 100. A page has fewer interceptions if their prompts and tool inputs exceed 8 MiB;
/// continue after the last one with `after_id` until a page is empty.
#[utoipa::path(
    get,
    path = "/aibridge/interceptions",
    operation_id = "list-ai-bridge-interceptions",
    tag = "AI Bridge",
    security(("CoderSessionToken" = [])),
    params(Parameters),
    responses(
        (status = OK, description = "OK", body = AiBridgeListInterceptionsResponse),
        ForMembers,
        WithParameters,
        Always
    )
)]
pub(crate) async fn list_interceptions(
    State(services): State<Services>,
    caller: Caller<ForMembers>,
    QueryParameters(parameters): QueryParameters<Parameters>,
) -> Result<Response, ApiError> {
    let (heads, count) = select(&services, caller.user(), &parameters).await?;
    let body = streaming::body(services, heads, count).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// What `caller` may see of what was asked for.
pub(crate) async fn find(
    services: &Services,
    caller: &User,
    parameters: &Parameters,
) -> Result<AiBridgeListInterceptionsResponse, ApiError> {
    let (heads, count) = select(services, caller, parameters).await?;
    let list = services.store.with_parts(heads).await?;
    let results = list.into_iter().map(AiBridgeInterception::from).collect();
    Ok(AiBridgeListInterceptionsResponse { count, results })
}

/// The interceptions that `caller` may see of what was asked for, and how many there are on all
/// pages.
async fn select(
    services: &Services,
    caller: &User,
    parameters: &Parameters,
) -> Result<(Vec<InterceptionHead>, i64), ApiError> {
    let page = page(parameters);
    let search = Search::parse(parameters.q.as_deref().unwrap_or_default());
    let (page, search) = match (page, search) {
        (Ok(page), Ok(search)) => (page, search),
        (page, search) => {
            let errors = [page.err(), search.err()];
            return Err(ApiError::invalid_fields(WRONG, errors.into_iter().flatten().flatten()));
        }
    };
    let Some(filter) = filter(services, caller, search).await? else {
        return Ok((Vec::new(), 0));
    };
    Ok(services.store.interception_heads(&filter, page).await?)
}

/// The records that a search means, as far as `caller` may see them. Nothing where there can be none
/// of those.
pub(crate) async fn filter(
    services: &Services,
    caller: &User,
    search: Search,
) -> Result<Option<InterceptionFilter>, ApiError> {
    let initiator = initiator(services, caller, search.initiator).await?;
    Ok(initiator.map(|initiator| InterceptionFilter {
        initiator,
        provider: search.provider,
        model: search.model,
        started_after: search.started_after,
        started_before: search.started_before,
    }))
}

/// Whose interceptions: one user's, or all users' (`Some(None)`). Nothing where there can be none
/// that the caller may see.
async fn initiator(
    services: &Services,
    caller: &User,
    named: Option<String>,
) -> Result<Option<Option<Uuid>>, ApiError> {
    let sees_all = caller.role >= Role::Auditor;
    let Some(name) = named else {
        return Ok(Some((!sees_all).then_some(caller.id)));
    };
    let is_own = name.eq_ignore_ascii_case("me")
        || name.eq_ignore_ascii_case(&caller.username)
        || name.parse() == Ok(caller.id);
    if is_own {
        return Ok(Some(Some(caller.id)));
    }
    // To a member, others look like nobody: whether they exist is not told.
    let found = if sees_all { services.identity.recorded_user(&name).await? } else { None };
    Ok(found.map(Some))
}

fn page(parameters: &Parameters) -> Result<Page, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut error =
        |field, detail: &str| errors.push(FieldError { field, detail: detail.to_owned() });
    let limit = parameters.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        error("limit", "It must be between 1 and 1000.");
    }
    let offset = parameters.offset.unwrap_or(0);
    if offset < 0 {
        error("offset", "It must not be negative.");
    }
    let after = parameters.after_id.as_deref().filter(|after| !after.is_empty());
    if after.is_some() && offset != 0 {
        error("after_id", "It cannot be combined with `offset`.");
    }
    let after = after.map(str::parse::<Uuid>).transpose();
    if after.is_err() {
        error("after_id", "It is not an ID. Use one from the previous page.");
    }
    match after {
        Ok(after) if errors.is_empty() => Ok(Page { after, offset, limit }),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Map, Value, json};
    use uuid::Uuid;

    use crate::aibridge::recorder::{Ended, Entry, Journal, Prompt, Started};
    use crate::api::testing::TestServer;
    use crate::store::testing::START;
    use crate::store::{InterceptionJournal, Role};

    /// A server on which `ada` and `bob` have asked, ada first.
    async fn server() -> (TestServer, String, String) {
        let server = TestServer::start().await;
        let owner = server.owner().await;
        let ada = server.user("ada", Role::Member).await;
        server.user("bob", Role::Member).await;
        let journal = InterceptionJournal::new(server.services.store.clone());
        let mut entries = Vec::new();
        for (id, name, provider) in [(1, "ada", "openai"), (2, "bob", "anthropic")] {
            let user = server.services.identity.user(name).await.unwrap().unwrap();
            let at = (START + id) * 1_000_000;
            let id = Uuid::from_u128(id.try_into().unwrap());
            let metadata = Map::new();
            let started = Started {
                id,
                initiator: user.id,
                api_key: "key".to_owned(),
                provider,
                model: "m".to_owned(),
                metadata: metadata.clone(),
                at,
                prompt: Some(Prompt::new(format!("from {name}"))),
            };
            let ended = Ended {
                id,
                at,
                prompt_response: None,
                responses: Vec::new(),
                usages: Vec::new(),
                tools: Vec::new(),
                metadata,
            };
            entries.extend([Entry::Started(started), Entry::Ended(ended)]);
        }
        journal.commit(&entries).await.unwrap();
        (server, owner, ada)
    }

    fn prompts(body: &Value) -> Vec<&str> {
        let results = body["results"].as_array().unwrap();
        results.iter().map(|one| one["user_prompts"][0]["prompt"].as_str().unwrap()).collect()
    }

    #[tokio::test]
    async fn pages_of_large_interceptions_are_short_and_lead_on_to_all() {
        for server in TestServer::on_each_store().await {
            let owner = server.owner().await;
            let user = server.services.identity.user("owner").await.unwrap().unwrap();
            let journal = InterceptionJournal::new(server.services.store.clone());
            let sizes = [10, 9 << 20, 1 << 20, 1 << 20, 5 << 20, 3 << 20, 1 << 19, 20];
            let entries = (1..).zip(sizes).map(|(id, size)| {
                Entry::Started(Started {
                    id: Uuid::from_u128(id),
                    initiator: user.id,
                    api_key: "key".to_owned(),
                    provider: "openai",
                    model: "m".to_owned(),
                    metadata: Map::new(),
                    at: START * 1_000_000,
                    prompt: Some(Prompt::new("\u{e9}\n".repeat(size / 3))),
                })
            });
            journal.commit(&entries.collect::<Vec<_>>()).await.unwrap();
            let (mut after, mut pages, mut seen) = (String::new(), Vec::new(), Vec::new());
            loop {
                let path = format!("/aibridge/interceptions?limit=100&after_id={after}");
                let answer = server.get(&path, Some(&owner)).await;
                assert_eq!(answer.body["count"], 8);
                let results = answer.body["results"].as_array().unwrap();
                let Some(last) = results.last() else { break };
                after = last["id"].as_str().unwrap().to_owned();
                pages.push(results.len());
                seen.extend(prompts(&answer.body).iter().map(|prompt| prompt.len()));
            }
            assert_eq!(pages, [3, 3, 1, 1]);
            assert_eq!(seen, sizes.map(|size| size / 3 * 3).into_iter().rev().collect::<Vec<_>>());
        }
    }

    #[tokio::test]
    async fn members_see_their_own_and_owners_all() {
        let (server, owner, ada) = server().await;
        let table: [(&str, &str, &[&str]); 9] = [
            (&owner, "", &["from bob", "from ada"]),
            (&ada, "", &["from ada"]),
            (&owner, "?q=initiator:ada", &["from ada"]),
            (&owner, "?q=initiator:me", &[]),
            (&owner, "?q=initiator:nobody", &[]),
            (&ada, "?q=initiator:bob", &[]),
            (&ada, "?q=initiator:ME%20provider:openai", &["from ada"]),
            (&owner, "?q=provider:anthropic", &["from bob"]),
            (&owner, "?limit=1&offset=1", &["from ada"]),
        ];
        for (token, query, expected) in table {
            let path = format!("/aibridge/interceptions{query}");
            let answer = server.get(&path, Some(token)).await;
            assert_eq!(answer.status, StatusCode::OK, "{query}: {:?}", answer.body);
            assert_eq!(prompts(&answer.body), expected, "{query}");
        }
        let after = format!("/aibridge/interceptions?after_id={}", Uuid::from_u128(2));
        let answer = server.get(&after, Some(&owner)).await;
        assert_eq!(prompts(&answer.body), ["from ada"]);
        assert_eq!(answer.body["count"], 2);
        let one = &answer.body["results"][0];
        assert_eq!((&one["initiator"]["username"], &one["metadata"]), (&json!("ada"), &json!({})));
    }

    #[tokio::test]
    async fn records_of_a_deleted_user_stay_under_the_old_name() {
        let (server, owner, _) = server().await;
        let found = async |query: &str| {
            let path = format!("/aibridge/interceptions{query}");
            let body = server.get(&path, Some(&owner)).await.body;
            let one = &body["results"][0];
            (body["count"].clone(), one["initiator"].clone())
        };
        let (_, before) = found("?q=initiator:ada").await;
        assert_eq!(server.delete("/users/ada", Some(&owner)).await, StatusCode::OK);
        let id = before["id"].as_str().unwrap();
        for query in ["?q=initiator:ADA", &format!("?q=initiator:{id}")] {
            assert_eq!(found(query).await, (json!(1), before.clone()), "{query}");
        }
        // Whoever has the name now is meant by it, and sees nothing of what was before.
        let new = server.user("ada", Role::Member).await;
        assert_eq!(found("?q=initiator:ada").await.0, json!(0));
        assert_eq!(found(&format!("?q=initiator:{id}")).await.0, json!(1));
        let own = server.get("/aibridge/interceptions", Some(&new)).await;
        assert_eq!(own.body["count"], 0);
    }

    #[tokio::test]
    async fn every_fault_of_the_query_is_told() {
        let (server, owner, _) = server().await;
        let table: [(&str, &[&str]); 7] = [
            ("limit=0", &["limit"]),
            ("limit=1001", &["limit"]),
            ("offset=-1", &["offset"]),
            ("after_id=x", &["after_id"]),
            ("after_id=00000000-0000-0000-0000-000000000001&offset=1", &["after_id"]),
            ("q=started_after:x%20modle:y&limit=0", &["limit", "started_after", "q"]),
            ("q=model:", &["model"]),
        ];
        for (query, fields) in table {
            let path = format!("/aibridge/interceptions?{query}");
            let answer = server.get(&path, Some(&owner)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
            let found = answer.body["validations"].as_array().unwrap().iter();
            let found: Vec<&str> = found.map(|error| error["field"].as_str().unwrap()).collect();
            assert_eq!(found, fields, "{query}");
        }
    }
}
