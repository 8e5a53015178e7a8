//! Everything that the server can be told.
//!
//! One entry is one setting: its flag, its variable, its place in the YAML file, its help, its page
//! and its place in the deployment configuration are all read from here.

use std::path::PathBuf;

use sourcebook_options::{ConfigPath, HostPort, Pattern, Url, options};

/// Variables of the client commands, and of the tests; no setting of the server has them.
pub(crate) const OTHER_VARIABLES: &[&str] =
    &["CODER_CONFIG_DIR", "CODER_SESSION_TOKEN", "CODER_URL"];

options! {
    /// What `coder server` obeys.
    #[options(env = "CODER", schema = "codersdk.DeploymentValues")]
    pub struct Settings {
        /// How people and programs reach this server.
        #[group(name = "Networking", no_prefix, no_value)]
        networking: struct Networking {
            /// The URL under which people reach this server, where that is not the address it
            /// listens on.
            #[option(name = "Access URL", yaml = "accessURL")]
            access_url: Option<Url>,

            #[group(name = "HTTP", no_prefix, no_value)]
            http: struct Http {
                /// The host and port to listen on. Port 0 takes any free port.
                #[option(name = "HTTP Address", yaml = "httpAddress")]
                http_address: HostPort = "127.0.0.1:3000",
            },

            /// Encrypted connections.
            #[group(name = "TLS")]
            tls: struct Tls {
                /// Whether encrypted connections are accepted, besides those to the HTTP address.
                #[option(name = "TLS Enable")]
                enable: bool,

                /// The host and port to listen on for encrypted connections.
                #[option(name = "TLS Address")]
                address: HostPort = "127.0.0.1:3443",

                /// The files with the certificates of this server in PEM, each with the
                /// certificates that sign it. The client's wish decides between several.
                #[option(
                    name = "TLS Certificate Files",
                    flag = "tls-cert-file",
                    env = "CODER_TLS_CERT_FILE",
                    yaml = "certFiles",
                    value = "cert_file",
                )]
                cert_files: Vec<String>,

                /// The files with the keys of the certificates in PEM, in the same order.
                #[option(
                    name = "TLS Key Files",
                    flag = "tls-key-file",
                    env = "CODER_TLS_KEY_FILE",
                    yaml = "keyFiles",
                    value = "key_file",
                )]
                key_files: Vec<String>,
            },
        },

        /// What this server tells about itself.
        #[group(name = "Introspection", no_prefix, no_value)]
        introspection: struct Introspection {
            /// What is logged, and where.
            #[group(name = "Logging", prefix = "log", value = "logging")]
            logging: struct Logging {
                /// The file that gets log lines for people. `/dev/stderr` and `/dev/stdout` are
                /// the streams of the process; in `/dev/null` they are lost.
                #[option(name = "Human Log Location", env = "CODER_LOGGING_HUMAN", yaml = "humanPath")]
                human: Option<PathBuf> = "/dev/stderr",

                /// The file that gets log lines as JSON, one object a line. `/dev/stderr` and
                /// `/dev/stdout` are the streams of the process.
                #[option(name = "JSON Log Location", env = "CODER_LOGGING_JSON", yaml = "jsonPath")]
                json: Option<PathBuf>,

                /// Which lines for debugging are logged as well: those of modules whose name one of
                /// these regular expressions matches. Use `.*` for all of them.
                #[option(name = "Log Filter", value = "log_filter")]
                filter: Vec<Pattern>,
            },
        },

        /// Settings in a file.
        #[group(name = "Config", no_prefix, no_yaml, no_value)]
        file: struct ConfigFile {
            /// The YAML file with settings. Flags and environment variables win over it.
            #[option(name = "Config Path", shorthand = 'c', env = "CODER_CONFIG_PATH", no_yaml)]
            config: Option<ConfigPath>,

            /// Print the settings in force as YAML with comments, and end. Secrets are left out.
            #[option(name = "Write Config", no_env, no_yaml)]
            write_config: bool,
        },
    }
}

#[cfg(test)]
mod tests;
