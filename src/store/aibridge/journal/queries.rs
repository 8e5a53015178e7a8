//! The queries that write a batch, of many rows in few statements.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};
use sqlx::error::BoxDynError;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};
use uuid::Uuid;

use super::batch::{RowBatch, by_powers};
use crate::aibridge::operation::TokenUsage;
use crate::aibridge::recorder::{Detail, Ended, Prompt, PromptResponse, Started, ToolUsage};

/// Text as both stores take it: PostgreSQL has no character zero.
fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

fn object(metadata: &Map<String, Value>) -> String {
    serde_json::to_string(metadata).unwrap_or_else(|_| "{}".to_owned())
}

/// The metadata of a text: how many bytes it had, where it was cut.
fn cut_from(bytes: Option<usize>) -> String {
    bytes
        .map_or_else(|| "{}".to_owned(), |bytes| json!({"truncated_from_bytes": bytes}).to_string())
}

fn count(tokens: u64) -> i64 {
    i64::try_from(tokens).unwrap_or(i64::MAX)
}

/// What stands in the place of so many values for each row: `VALUES {8}`.
macro_rules! insert_interceptions {
    () => {
        "INSERT INTO aibridge_interceptions (id, initiator_id, api_key_id, provider, model, \
         started_at, metadata, server_id) VALUES {8} ON CONFLICT (id) DO NOTHING"
    };
}

macro_rules! insert_prompts {
    () => {
        "INSERT INTO aibridge_user_prompts (id, interception_id, provider_response_id, prompt, \
         metadata, created_at) VALUES {6} ON CONFLICT (id) DO NOTHING"
    };
}

const STARTS: &str = insert_interceptions!();

const PROMPTED_IN_SQLITE: &str = concat!(insert_interceptions!(), "; ", insert_prompts!());

const PROMPTED_IN_POSTGRES: &str =
    concat!("WITH started AS (", insert_interceptions!(), ") ", insert_prompts!());

const ENDS: &str = "WITH ended (id, ended_at, metadata, must_be_open) AS (VALUES {4}) \
                    UPDATE aibridge_interceptions SET ended_at = ended.ended_at, \
                    metadata = ended.metadata FROM ended \
                    WHERE aibridge_interceptions.id = ended.id \
                    AND (NOT ended.must_be_open OR aibridge_interceptions.ended_at IS NULL)";

const ANSWERS: &str = "WITH answered (id, response_id) AS (VALUES {2}) \
                       UPDATE aibridge_user_prompts \
                       SET provider_response_id = answered.response_id FROM answered \
                       WHERE aibridge_user_prompts.id = answered.id";

const RESPONSES: &str = "INSERT INTO aibridge_responses (response_id, interception_id) VALUES {2} \
                         ON CONFLICT (response_id, interception_id) DO NOTHING";

const USAGES: &str = "INSERT INTO aibridge_token_usages (id, interception_id, \
                      provider_response_id, input_tokens, output_tokens, metadata, created_at) \
                      VALUES {7} ON CONFLICT (id) DO NOTHING";

const TOOLS: &str = "INSERT INTO aibridge_tool_usages (id, interception_id, provider_response_id, \
                     tool, server_url, input, injected, invocation_error, metadata, created_at) \
                     VALUES {10} ON CONFLICT (id) DO NOTHING";

const FORGOTTEN: &str = "DELETE FROM aibridge_interceptions WHERE id IN (VALUES {1})";

/// The texts of queries: there are few, and making one takes longer than all else about it.
#[derive(Debug, Default)]
pub(super) struct QueryTexts(Mutex<HashMap<QueryKey, Arc<str>>>);

/// What a text is made of: a template, for so many rows, with what stands around it.
type QueryKey = (&'static str, usize, Around);

/// What stands before and behind the statements of a query.
pub(super) type Around = (&'static str, &'static str);

impl QueryTexts {
    /// A query of a template for so many rows; `placeholder` writes that of an argument, counted
    /// from 1.
    fn get(
        &self,
        template: &'static str,
        rows: usize,
        around: Around,
        placeholder: impl Fn(usize) -> String,
    ) -> Arc<str> {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = texts.entry((template, rows, around));
        Arc::clone(text.or_insert_with(|| {
            let (before, behind) = around;
            [before, &expanded(template, rows, placeholder), behind].concat().into()
        }))
    }
}

/// A template with the placeholders of so many rows.
fn expanded(template: &str, rows: usize, placeholder: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(template.len() + rows * 40);
    let mut arguments = 0;
    for piece in template.split('{') {
        let (columns, rest) = piece.split_once('}').unwrap_or(("", piece));
        let columns: usize = columns.parse().unwrap_or(0);
        for row in 0..rows * usize::from(columns > 0) {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..columns {
                arguments += 1;
                text.push_str(if column == 0 { "" } else { ", " });
                text.push_str(&placeholder(arguments));
            }
            text.push(')');
        }
        text.push_str(rest);
    }
    text
}

/// Makes the queries of a batch for a kind of database, in a module of its own.
macro_rules! queries {
    ($module:ident, $database:ty, $prompted:expr, $placeholder:expr) => {
        pub(super) mod $module {
            use sqlx::{Arguments, Database};

            use super::*;

            type Values = <$database as Database>::Arguments;

            /// A query with its arguments.
            pub(in super::super) struct Query {
                template: &'static str,
                rows: usize,
                values: Values,
            }

            type Bound = Result<(), BoxDynError>;

            impl Query {
                /// A query of rows, each of which binds its values.
                fn new<T>(
                    template: &'static str,
                    rows: &[T],
                    bind: impl Fn(&mut Values, &T) -> Bound,
                ) -> Result<Self, sqlx::Error> {
                    let mut values = Values::default();
                    let mut bound = rows.iter().map(|row| bind(&mut values, row));
                    bound.try_for_each(|row| row).map_err(sqlx::Error::Encode)?;
                    Ok(Self { template, rows: rows.len(), values })
                }

                /// Runs it, with other statements before and behind it.
                pub(in super::super) async fn run(
                    self,
                    connection: &mut <$database as Database>::Connection,
                    texts: &QueryTexts,
                    around: Around,
                ) -> Result<(), sqlx::Error> {
                    let text = texts.get(self.template, self.rows, around, $placeholder);
                    let query = sqlx::query_with(AssertSqlSafe(text), self.values);
                    query.execute(connection).await.map(drop)
                }
            }

            /// Everything of a batch, in the order in which it is written.
            pub(in super::super) fn all(batch: &RowBatch<'_>) -> Result<Vec<Query>, sqlx::Error> {
                let started = by_powers(&batch.started).map(|rows| {
                    Query::new(STARTS, rows, |values, one| start(values, one, batch.server))
                });
                let prompted = by_powers(&batch.prompted).map(|rows| prompted(rows, batch.server));
                let ended = by_powers(&batch.ended).map(|rows| Query::new(ENDS, rows, end));
                let answered =
                    by_powers(&batch.answered).map(|rows| Query::new(ANSWERS, rows, answer));
                let responses =
                    by_powers(&batch.responses).map(|rows| Query::new(RESPONSES, rows, response));
                let usages = by_powers(&batch.usages).map(|rows| Query::new(USAGES, rows, usage));
                let tools = by_powers(&batch.tools).map(|rows| Query::new(TOOLS, rows, tool));
                let forgotten = by_powers(&batch.forgotten)
                    .map(|rows| Query::new(FORGOTTEN, rows, |values, id| values.add(*id)));
                let starts = started.chain(prompted);
                let ends = ended.chain(answered).chain(responses).chain(usages).chain(tools);
                starts.chain(ends).chain(forgotten).collect()
            }

            fn prompted(rows: &[(&Started, &Prompt)], server: Uuid) -> Result<Query, sqlx::Error> {
                let mut query =
                    Query::new($prompted, rows, |values, (one, _)| start(values, one, server))?;
                let mut bound = rows.iter().map(|(one, said)| prompt(&mut query.values, one, said));
                bound.try_for_each(|row| row).map_err(sqlx::Error::Encode)?;
                drop(bound);
                Ok(query)
            }

            fn start(values: &mut Values, one: &Started, server: Uuid) -> Bound {
                values.add(one.id)?;
                values.add(one.initiator)?;
                values.add(text(&one.api_key))?;
                values.add(one.provider)?;
                values.add(text(&one.model))?;
                values.add(one.at)?;
                values.add(object(&one.metadata))?;
                values.add(server)
            }

            fn prompt(values: &mut Values, started: &Started, prompt: &Prompt) -> Bound {
                values.add(prompt.id)?;
                values.add(started.id)?;
                values.add("")?;
                values.add(text(&prompt.text))?;
                values.add(cut_from(prompt.cut_from))?;
                values.add(started.at)
            }

            fn end(values: &mut Values, (one, must_be_open): &(&Ended, bool)) -> Bound {
                values.add(one.id)?;
                values.add(one.at)?;
                values.add(object(&one.metadata))?;
                values.add(*must_be_open)
            }

            fn answer(values: &mut Values, one: &&PromptResponse) -> Bound {
                values.add(one.prompt)?;
                values.add(text(&one.response_id))
            }

            fn response(values: &mut Values, (ended, response): &(&Ended, &String)) -> Bound {
                values.add(text(response))?;
                values.add(ended.id)
            }

            fn usage(values: &mut Values, (ended, part): &(&Ended, &Detail<TokenUsage>)) -> Bound {
                values.add(part.id)?;
                values.add(ended.id)?;
                values.add(text(&part.response_id))?;
                values.add(count(part.of.input))?;
                values.add(count(part.of.output))?;
                values.add(object(&part.of.details()))?;
                values.add(ended.at)
            }

            fn tool(values: &mut Values, (ended, part): &(&Ended, &Detail<ToolUsage>)) -> Bound {
                values.add(part.id)?;
                values.add(ended.id)?;
                values.add(text(&part.response_id))?;
                values.add(text(&part.of.call.name))?;
                values.add(part.of.server_url.as_deref().map(text))?;
                values.add(text(&part.of.call.input))?;
                values.add(part.of.injected)?;
                values.add(part.of.error.as_deref().map(text))?;
                values.add(cut_from(part.of.cut_from))?;
                values.add(ended.at)
            }
        }
    };
}

queries!(sqlite, Sqlite, PROMPTED_IN_SQLITE, |_| "?".to_owned());
queries!(postgres, Postgres, PROMPTED_IN_POSTGRES, |number| format!("${number}"));

#[cfg(test)]
mod tests {
    use super::expanded;

    #[test]
    fn a_template_has_a_placeholder_for_each_value_of_each_row() {
        let text = expanded("a {2} b; c {1}", 2, |number| format!("${number}"));
        assert_eq!(text, "a ($1, $2), ($3, $4) b; c ($5), ($6)");
    }
}
