//! Everything that the server can be told.
//!
//! One entry is one setting: its flag, its variable, its place in the YAML file, its help, its page
//! and its place in the deployment configuration are all read from here.

use std::path::PathBuf;

use sourcebook_options::{ConfigPath, Duration, Secret, options};

mod aibridge;
mod aibridge_mcp;
mod aibridge_requests;
mod checks;
pub(crate) mod cors_origin;
pub(crate) mod forwarded_header;
mod introspection;
pub(crate) mod mcp;
mod networking;
pub(crate) mod passthrough;
pub(crate) mod trusted_proxies;

pub(crate) use aibridge::AiBridge;
pub(crate) use aibridge_mcp::AiBridgeMcp;
pub(crate) use aibridge_requests::AiBridgeRequests;
pub(crate) use introspection::{Introspection, Logging, Prometheus, Tracing};
pub(crate) use networking::{Networking, Tls};

/// Variables of the client commands; no setting of the server has them.
pub(crate) const OTHER_VARIABLES: &[&str] = &[
    "CODER_CONFIG_DIR",
    "CODER_EMAIL",
    "CODER_OLD_PASSWORD",
    "CODER_PASSWORD",
    "CODER_SESSION_TOKEN",
    "CODER_SETUP_TOKEN",
    "CODER_URL",
];

options! {
    /// Settings of `coder server`.
    #[options(env = "CODER", schema = "codersdk.DeploymentValues", secret_files)]
    pub struct Settings {
        /// Lifetime of tokens created without one.
        #[option(
            name = "Default Token Lifetime",
            value = "session_lifetime.default_token_lifetime",
            min = Duration::from_seconds(1),
        )]
        default_token_lifetime: Duration = "168h",

        networking: struct Networking,

        /// Storage of users, tokens, licenses and records.
        #[group(name = "Storage", no_prefix, no_value)]
        storage: struct Storage {
            /// Folder for the server's data, created on first start. By default, `coderv2` in the
            /// user's data folder.
            #[option(
                name = "Data Directory",
                env = "CODER_DATA_DIRECTORY",
                value = "data_directory",
            )]
            data_dir: Option<PathBuf>,

            /// URL of a PostgreSQL database to use instead of a file in the data directory.
            /// Required to run more than one server. Special characters in the URL must be
            /// URL-encoded.
            #[option(
                name = "Postgres Connection URL",
                env = "CODER_PG_CONNECTION_URL",
                value = "pg_connection_url",
            )]
            postgres_url: Option<Secret>,
        },

        /// License settings.
        #[group(name = "Licensing", no_prefix, no_value)]
        licensing: struct LicensingOptions {
            /// Public keys for verifying licenses, each as `ID=KEY`, as printed by `coder licenses
            /// keygen`. Without any, every feature is available without a license, as long as no
            /// license is stored.
            #[option(name = "License Keys", flag = "license-key")]
            license_keys: Vec<String>,
        },

        /// Settings you should rarely change.
        #[group(name = "Dangerous", value = "rate_limit")]
        dangerous: struct Dangerous {
            /// Disable all rate limits. This makes it possible to guess passwords; use it only for
            /// tests.
            #[option(name = "Disable All Rate Limits", value = "disable_all", no_yaml, hidden)]
            disable_rate_limits: bool,
        },

        introspection: struct Introspection,

        /// The API explorer.
        #[group(name = "Swagger", no_yaml)]
        swagger: struct Swagger {
            /// Serve the API explorer at `/swagger`: a page that shows the API document and can
            /// send requests.
            #[option(name = "Enable swagger endpoint", yaml = "enableSwagger")]
            enable: bool,
        },

        /// Documentation served at `/docs`.
        #[group(name = "Documentation", no_prefix, no_value)]
        documentation: struct Documentation {
            /// Folder of the built book. By default, the book compiled into the program, if there
            /// is one.
            #[option(name = "Docs Folder", yaml = "folder")]
            docs_folder: Option<PathBuf>,
        },

        aibridge: struct AiBridge,

        aibridge_requests: struct AiBridgeRequests,

        aibridge_mcp: struct AiBridgeMcp,

        /// Configuration file.
        #[group(name = "Config", no_prefix, no_yaml, no_value)]
        file: struct ConfigFile {
            /// YAML file with settings. Flags and environment variables take precedence over it.
            #[option(name = "Config Path", shorthand = 'c', env = "CODER_CONFIG_PATH", no_yaml)]
            config: Option<ConfigPath>,

            /// Print the effective settings as commented YAML, without secrets, and exit.
            #[option(name = "Write Config", no_env, no_yaml)]
            write_config: bool,
        },
    }
}

#[cfg(test)]
mod tests;
