//! The bridge's own tools, from a client's request through several rounds to its answer: the same
//! scenes for every API, plain and streamed.

mod bounds;
mod chat;
mod cutting;
mod digits;
mod failing;
pub(super) mod messages;
mod mixed;
mod odd;
mod offering;
pub(super) mod pen;
mod recorded;
mod responses;
mod scenes;
pub(super) mod toolbox;
