//! Users and their sessions.

pub(crate) mod check_first;
pub(crate) mod create;
pub(crate) mod create_first;
pub(crate) mod delete;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod log_in;
pub(crate) mod log_out;
pub(crate) mod model;
pub(crate) mod set_password;
pub(crate) mod set_roles;
pub(crate) mod set_status;
