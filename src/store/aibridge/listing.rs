//! Reading records, newest first.

use std::collections::{HashMap, VecDeque};

use sqlx::{FromRow, Postgres, QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::store::loan::on_loan;
use crate::store::query::{Count, fetch};
use crate::store::{Pool, Store, StoreError};

/// Maximum number of bytes that the texts of all interceptions on a page have, if there are several.
const MAX_PAGE_BYTES: i64 = 8 * 1024 * 1024;

/// About how many bytes of texts are read at a time.
const FEW_BYTES: i64 = 1024 * 1024;

/// Which interceptions to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct InterceptionFilter {
    pub(crate) initiator: Option<Uuid>,
    pub(crate) provider: Option<String>,
    pub(crate) model: Option<String>,
    /// Only those that started then or later.
    pub(crate) started_after: Option<Timestamp>,
    /// Only those that started then or earlier.
    pub(crate) started_before: Option<Timestamp>,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    /// Only those after this one, in the order of the list. After one that is not there, nothing.
    pub(crate) after: Option<Uuid>,
    /// How many to leave out at the beginning.
    pub(crate) offset: i64,
    /// How many at most.
    pub(crate) limit: i64,
}

/// An interception with everything that was recorded of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoredInterception {
    pub(crate) head: InterceptionHead,
    pub(crate) prompts: Vec<StoredPrompt>,
    pub(crate) tokens: Vec<StoredTokens>,
    pub(crate) tools: Vec<StoredTool>,
}

/// An interception by itself, with whose it is.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub(crate) struct InterceptionHead {
    pub(crate) id: Uuid,
    pub(crate) initiator_id: Uuid,
    pub(crate) username: String,
    /// Display name; may be empty.
    pub(crate) name: String,
    pub(crate) api_key_id: String,
    pub(crate) provider: String,
    pub(crate) model: String,
    pub(crate) started_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
    /// A JSON object.
    pub(crate) metadata: String,
    /// How many bytes the texts have that belong to it.
    part_bytes: i64,
}

/// What a user wrote.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct StoredPrompt {
    pub(crate) id: Uuid,
    pub(crate) interception_id: Uuid,
    pub(crate) provider_response_id: String,
    pub(crate) prompt: String,
    /// A JSON object.
    pub(crate) metadata: String,
    pub(crate) created_at: Timestamp,
}

/// Tokens of one answer.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct StoredTokens {
    pub(crate) id: Uuid,
    pub(crate) interception_id: Uuid,
    pub(crate) provider_response_id: String,
    pub(crate) input_tokens: i64,
    pub(crate) output_tokens: i64,
    /// A JSON object with the further counts.
    pub(crate) metadata: String,
    pub(crate) created_at: Timestamp,
}

/// A call of a tool.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct StoredTool {
    pub(crate) id: Uuid,
    pub(crate) interception_id: Uuid,
    pub(crate) provider_response_id: String,
    pub(crate) tool: String,
    pub(crate) server_url: Option<String>,
    pub(crate) input: String,
    pub(crate) injected: bool,
    pub(crate) invocation_error: Option<String>,
    /// A JSON object.
    pub(crate) metadata: String,
    pub(crate) created_at: Timestamp,
}

/// Takes the first of `heads`, so many that what belongs to them fits well into memory; at least
/// one, if there is any.
pub(crate) fn take_few(heads: &mut VecDeque<InterceptionHead>) -> Vec<InterceptionHead> {
    let few = first_within(heads.make_contiguous(), FEW_BYTES);
    heads.drain(..few).collect()
}

/// How many of the first heads have texts of at most `max` bytes together; at least one, if there is
/// any.
fn first_within(heads: &[InterceptionHead], max: i64) -> usize {
    let mut bytes: i64 = 0;
    let fits = |head: &InterceptionHead| {
        bytes = bytes.saturating_add(head.part_bytes);
        bytes <= max
    };
    heads.iter().map(fits).take_while(|fits| *fits).count().max(1).min(heads.len())
}

#[derive(FromRow)]
struct Open {
    id: Uuid,
    metadata: String,
}

/// The condition of the filter; its arguments are `$1` to `$5`.
macro_rules! matching {
    () => {
        "($1 IS NULL OR i.initiator_id = $1) AND ($2 IS NULL OR i.provider = $2) \
         AND ($3 IS NULL OR i.model = $3) AND ($4 IS NULL OR i.started_at >= $4) \
         AND ($5 IS NULL OR i.started_at <= $5)"
    };
}
pub(super) use matching;

macro_rules! push_ids {
    ($query:ident, $ids:expr) => {
        let mut list = $query.separated(", ");
        for id in $ids {
            list.push_bind(*id);
        }
        $query.push(") ORDER BY created_at, id");
    };
}

macro_rules! push_servers {
    ($query:ident, $servers:expr, $most:expr) => {
        let mut list = $query.separated(", ");
        for id in $servers {
            list.push_bind(*id);
        }
        $query.push(") ORDER BY id LIMIT ").push_bind($most);
    };
}

/// Reads the parts of interceptions: the same statement for both stores.
macro_rules! parts {
    ($row:ty, $store:expr, $ids:expr, $sql:literal) => {
        async {
            let statement = concat!($sql, " WHERE interception_id IN (");
            match &$store.pool {
                Pool::Sqlite(pool) => on_loan!(pool, |connection| {
                    let mut query = QueryBuilder::<Sqlite>::new(statement);
                    push_ids!(query, $ids);
                    async move { query.build_query_as::<$row>().fetch_all(connection).await }
                }),
                Pool::Postgres(pool) => on_loan!(pool, |connection| {
                    let mut query = QueryBuilder::<Postgres>::new(statement);
                    push_ids!(query, $ids);
                    async move { query.build_query_as::<$row>().fetch_all(connection).await }
                }),
            }
            .map_err(|source| $store.failed("reading interceptions", source))
        }
    };
}

impl Store {
    /// A page of the interceptions that `filter` lets through, newest first and by themselves, and
    /// how many there are on all pages. A page ends early where the texts that belong to it would
    /// take too much [memory](MAX_PAGE_BYTES); there is at least one interception on it.
    pub(crate) async fn interception_heads(
        &self,
        filter: &InterceptionFilter,
        page: Page,
    ) -> Result<(Vec<InterceptionHead>, i64), StoreError> {
        let heads = fetch!(
            fetch_all,
            InterceptionHead,
            self,
            "listing interceptions",
            concat!(
                "SELECT i.id, i.initiator_id, u.username, u.name, i.api_key_id, i.provider, \
                 i.model, i.started_at, i.ended_at, i.metadata, \
                 (SELECT COALESCE(SUM(octet_length(p.prompt)), 0) \
                 FROM aibridge_user_prompts p WHERE p.interception_id = i.id) \
                 + (SELECT COALESCE(SUM(octet_length(t.input) \
                 + COALESCE(octet_length(t.invocation_error), 0)), 0) \
                 FROM aibridge_tool_usages t WHERE t.interception_id = i.id) AS part_bytes \
                 FROM aibridge_interceptions i JOIN users u ON u.id = i.initiator_id WHERE ",
                matching!(),
                " AND ($6 IS NULL OR (i.started_at, i.id) < \
                 (SELECT a.started_at, a.id FROM aibridge_interceptions a WHERE a.id = $6)) \
                 ORDER BY i.started_at DESC, i.id DESC LIMIT $7 OFFSET $8"
            ),
            filter.initiator,
            filter.provider.as_deref(),
            filter.model.as_deref(),
            filter.started_after,
            filter.started_before,
            page.after,
            page.limit,
            page.offset,
        )?;
        let count = fetch!(
            fetch_one,
            Count,
            self,
            "counting interceptions",
            concat!("SELECT COUNT(*) AS count FROM aibridge_interceptions i WHERE ", matching!()),
            filter.initiator,
            filter.provider.as_deref(),
            filter.model.as_deref(),
            filter.started_after,
            filter.started_before,
        )?;
        let mut heads = heads;
        let fits = first_within(&heads, MAX_PAGE_BYTES);
        heads.truncate(fits);
        Ok((heads, count.count))
    }

    /// The interceptions with everything that was recorded of them.
    pub(crate) async fn with_parts(
        &self,
        heads: Vec<InterceptionHead>,
    ) -> Result<Vec<StoredInterception>, StoreError> {
        if heads.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
        let prompts = parts!(
            StoredPrompt,
            self,
            &ids,
            "SELECT id, interception_id, provider_response_id, prompt, metadata, created_at \
             FROM aibridge_user_prompts"
        );
        let tokens = parts!(
            StoredTokens,
            self,
            &ids,
            "SELECT id, interception_id, provider_response_id, input_tokens, output_tokens, \
             metadata, created_at FROM aibridge_token_usages"
        );
        let tools = parts!(
            StoredTool,
            self,
            &ids,
            "SELECT id, interception_id, provider_response_id, tool, server_url, input, injected, \
             invocation_error, metadata, created_at FROM aibridge_tool_usages"
        );
        let mut prompts = by_interception(prompts.await?, |one| one.interception_id);
        let mut tokens = by_interception(tokens.await?, |one| one.interception_id);
        let mut tools = by_interception(tools.await?, |one| one.interception_id);
        let whole = heads.into_iter().map(|head| StoredInterception {
            prompts: prompts.remove(&head.id).unwrap_or_default(),
            tokens: tokens.remove(&head.id).unwrap_or_default(),
            tools: tools.remove(&head.id).unwrap_or_default(),
            head,
        });
        Ok(whole.collect())
    }

    /// Interceptions that go on by the record, and whose server is gone: their ids and metadata.
    pub(super) async fn interrupted_interceptions(
        &self,
        most: i64,
    ) -> Result<Vec<(Uuid, String)>, StoreError> {
        let servers = self.living_servers().await?;
        let statement = "SELECT id, metadata FROM aibridge_interceptions \
                         WHERE ended_at IS NULL AND server_id NOT IN (";
        let open = match &self.pool {
            Pool::Sqlite(pool) => on_loan!(pool, |connection| {
                let mut query = QueryBuilder::<Sqlite>::new(statement);
                push_servers!(query, &servers, most);
                async move { query.build_query_as::<Open>().fetch_all(connection).await }
            }),
            Pool::Postgres(pool) => on_loan!(pool, |connection| {
                let mut query = QueryBuilder::<Postgres>::new(statement);
                push_servers!(query, &servers, most);
                async move { query.build_query_as::<Open>().fetch_all(connection).await }
            }),
        };
        let open = open.map_err(|source| self.failed("reading interceptions", source))?;
        Ok(open.into_iter().map(|one| (one.id, one.metadata)).collect())
    }
}

fn by_interception<T>(rows: Vec<T>, of: fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut sorted: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        sorted.entry(of(&row)).or_default().push(row);
    }
    sorted
}
