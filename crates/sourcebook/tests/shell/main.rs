//! The program as a person runs it: real folders, real processes, everything that is printed.

mod allow;
mod api;
mod changes;
mod check;
mod cli;
mod commands;
mod concurrency;
mod configuration;
mod documents;
mod examples;
#[cfg(unix)]
mod facts;
mod formats;
mod generate;
mod history;
mod init;
#[cfg(target_os = "linux")]
mod live;
mod orphans;
mod project;
mod prose;
mod several;
mod site;
#[cfg(unix)]
mod traps;
mod written;
