//! `[live]`: the server against which the documented requests are run, and what is run.

use std::path::Path;
use std::time::Duration;

use sourcebook_live::{Seed, Settings as RunSettings, Skip, Source};
use sourcebook_syntax::Place;

use super::declaration::settings;
use super::kind::{Command, InFolder, Pairs, Placed, Required, Text, Texts};
use super::number::Number;
use super::section::Section;

settings! {
    /// The server, and what is run: `[live]`.
    #[derive(Debug, Clone)]
    pub struct LiveTable {
        /// The program that serves the API, with its arguments. It is started for each run in the folder
        /// of this file, without a shell and without the environment around it. `{port}` is a free port
        /// of this machine, `{tmp}` an empty folder, and `{NAME}` or `{NAME.MEMBER}` what a
        /// `[[live.seed]]` printed.
        pub command: Placed<Command>, example &["target/debug/my-server", "--listen", "127.0.0.1:{port}"];
        /// A server that runs already, instead of `command`. Only hosts of this machine, and those in
        /// `allow-hosts`.
        pub url: Placed<Text>, example "http://127.0.0.1:8080";
        /// Other hosts that `url` may name.
        pub allow_hosts: Texts = &[], example &["staging.example.com"];
        /// The path that answers with success once the server is ready; without it, the server is ready
        /// when it accepts connections.
        pub ready: Text, example "/healthz";
        /// How many seconds the server and each seed may take to start.
        pub start_timeout: Number<1, 600> = 60;
        /// How many seconds an answer may take.
        pub timeout: Number<1, 600> = 10;
        /// Variables of the server's environment.
        pub env: Placed<Pairs> = &[], example &[("MY_SERVER_KEYS", "{keys}")];
        /// Headers of every request.
        pub headers: Placed<Pairs> = &[], example &[("X-Tenant", "docs")];
        /// Credentials by the names of security schemes, where no documented log-in gives them; for the
        /// scheme `basic`: name, colon and password.
        pub credentials: Placed<Pairs> = &[], example &[("basicAuth", "admin:secret")];
        /// The path of the API document on the server, where only the running server has it.
        pub document: Placed<Text>, example "/openapi.json";
        /// A scenario: steps, in a subset of Arazzo, for what cannot be derived from the document.
        pub scenario: Placed<InFolder>, example "docs/live.arazzo.yaml";
        /// The folder of the answers that `sourcebook live --record` keeps for the reference.
        pub record: InFolder = "docs/live";
        /// The beginnings of the paths that are run; all without it.
        pub only: Placed<Texts> = &[], example &["/pets"];
    }
}

settings! {
    /// `[[live.seed]]`: a command that a fresh world needs before the server starts.
    pub(crate) struct SeedTable {
        /// The name under which others use what it prints.
        pub(crate) name: Required<Text>, example "keys";
        /// A program and its arguments. It prints JSON, of which others can use members, or a text.
        pub(crate) command: Required<Command>, example &["target/debug/my-server", "make-keys"];
    }
}

settings! {
    /// `[[live.skip]]`: an operation that is not run.
    pub(crate) struct SkipTable {
        /// Its `operationId`, or method and path.
        pub(crate) operation: Required<Text>, example "POST /shutdown";
        /// Why, for those who read this entry later.
        pub(crate) because: Required<Text>, example "ends the server of the others";
    }
}

/// What is run, and against which server.
#[derive(Debug, Clone)]
pub struct LiveSettings {
    /// The settings of the table itself.
    pub table: LiveTable,
    /// Where the table stands.
    pub place: Place,
    source: Source,
    seeds: Vec<Seed>,
    skips: Vec<Skip>,
}

impl LiveSettings {
    /// Reads `[live]`; what is wrong with it is reported.
    pub(crate) fn read(mut section: Section<'_>) -> Option<Self> {
        let table: LiveTable = section.read();
        let mut seeds = Vec::new();
        for seed in section.sections("seed") {
            read_seed(seed, &mut seeds);
        }
        let skips = section.sections("skip").into_iter().filter_map(read_skip).collect();
        let source = read_source(&mut section, &table);
        let place = section.place("");
        section.finish();
        Some(Self { table, place, source: source?, seeds, skips })
    }

    /// The same for a run in a folder.
    pub fn run(&self, folder: &Path, destructive: bool) -> RunSettings {
        let seconds = |number: usize| Duration::from_secs(number as u64);
        let table = &self.table;
        RunSettings {
            source: self.source.clone(),
            place: table
                .command
                .as_ref()
                .and_then(|command| command.place.clone())
                .or_else(|| table.url.as_ref().and_then(|url| url.place.clone())),
            folder: folder.to_owned(),
            ready: table.ready.clone(),
            environment: table.env.value.clone(),
            headers: table.headers.value.clone(),
            credentials: table.credentials.value.clone(),
            only: table.only.value.clone(),
            skip: self.skips.clone(),
            seeds: self.seeds.clone(),
            destructive,
            patience: seconds(table.timeout),
            start_patience: seconds(table.start_timeout),
        }
    }
}

/// Where the server comes from: exactly one of `command` and `url`.
fn read_source(section: &mut Section<'_>, table: &LiveTable) -> Option<Source> {
    match (&table.command, &table.url) {
        (Some(command), None) => {
            let variables = table.env.value.iter().map(|(_, value)| value);
            let mut words = command.value.iter().chain(variables);
            if !words.any(|word| word.contains("{port}")) {
                let help =
                    "let the server listen on `{port}`, by an argument or by a variable in `env`";
                section.reject(
                    "command",
                    "`live.command` does not say where the server listens",
                    help,
                );
                return None;
            }
            Some(Source::Command(command.value.clone()))
        }
        (None, Some(url)) => read_url(section, &url.value, &table.allow_hosts),
        (Some(_), Some(_)) => {
            let help = "`command` starts a server for each run; `url` names one that runs already";
            section.reject("url", "`[live]` has both `command` and `url`", help);
            None
        }
        (None, None) => {
            // A value that is there and wrong was reported.
            if !section.has("command") && !section.has("url") {
                let help = "add `command` with the program that serves the API, or `url`";
                section.reject("", "`[live]` names no server", help);
            }
            None
        }
    }
}

fn read_url(section: &mut Section<'_>, url: &str, allowed: &[String]) -> Option<Source> {
    let Some(host) =
        sourcebook_pages::redirects::host(url).filter(|_| !url.contains(['?', '#', ' ']))
    else {
        let help = "write scheme, host and port: `http://127.0.0.1:8080`";
        section.reject("url", format!("`{url}` is not an http or https URL"), help);
        return None;
    };
    let name = host.rsplit('@').next().unwrap_or_default();
    let name = match name.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => name.split(':').next().unwrap_or_default(),
    };
    let is_loopback = name.eq_ignore_ascii_case("localhost")
        || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback());
    if !is_loopback && !allowed.iter().any(|one| one.eq_ignore_ascii_case(name)) {
        let help = format!("if the requests may be sent there: `allow-hosts = [\"{name}\"]`");
        section.reject("url", format!("`{name}` is not this machine"), help);
        return None;
    }
    Some(Source::Url(url.to_owned()))
}

fn read_seed(mut section: Section<'_>, seeds: &mut Vec<Seed>) {
    let SeedTable { name, command } = section.read();
    let place = section.place("command");
    if name.is_none() && !section.has("name") {
        let help = "add `name = \"NAME\"`; others then use `{NAME}`";
        section.reject("name", "a `[[live.seed]]` has no name", help);
    }
    if command.is_none() && !section.has("command") {
        let help = "add `command = [\"PROGRAM\", \"ARGUMENT\"]`";
        section.reject("command", "a `[[live.seed]]` has no command", help);
    }
    let is_plain = |name: &str| {
        name.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    if let Some(name) = &name {
        let is_taken = seeds.iter().any(|seed| seed.name == *name);
        if !is_plain(name) || is_taken || ["port", "tmp", "url"].contains(&name.as_str()) {
            let help = "a name begins with a letter, consists of letters, digits, `-` and `_`, is there \
                        once, and is not `port`, `tmp` or `url`";
            section.reject("name", format!("a seed cannot be named `{name}`"), help);
        }
    }
    section.finish();
    if let (Some(name), Some(command)) = (name, command) {
        seeds.push(Seed { name, command, place: Some(place) });
    }
}

fn read_skip(mut section: Section<'_>) -> Option<Skip> {
    let SkipTable { operation, because } = section.read();
    if operation.is_none() && !section.has("operation") {
        let help = "add `operation = \"ID\"` or `operation = \"POST /path\"`";
        section.reject("operation", "an entry of `live.skip` names no operation", help);
    }
    let is_silent = because.as_ref().is_none_or(|because| because.trim().is_empty());
    if is_silent && !section.has_wrong_type("because") {
        let help = "add `because = \"…\"`, for those who read this entry later";
        section.reject("because", "an entry of `live.skip` does not give a reason", help);
    }
    let place = section.place("operation");
    section.finish();
    Some(Skip { operation: operation?, because: because?, place: Some(place) })
}
