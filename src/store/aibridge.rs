//! Interceptions of the AI Bridge: written many at a time, listed page by page, purged in batches.

mod journal;
mod listing;
mod purge;
mod responses;
mod totals;

pub(crate) use journal::InterceptionJournal;
pub(crate) use listing::{
    InterceptionFilter, InterceptionHead, Page, StoredInterception, StoredPrompt, StoredTokens,
    StoredTool, take_few,
};
pub(crate) use totals::TokenTotal;

#[cfg(test)]
mod tests;
