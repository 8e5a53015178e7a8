//! A block of options with every kind, shaped like those of a real server.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::Command;
use sourcebook_options::{
    ByteSize, ConfigPath, Duration, HostPort, Layers, LoadError, Loaded, Pattern, Secret, Url,
    arguments, choice, options, structure,
};

choice! {
    /// How log lines look.
    pub enum LogFormat {
        /// For people.
        Human = "human",
        /// One JSON object a line.
        Json = "json",
    }
}

structure! {
    /// An upstream of models.
    #[structure(name = "codersdk.Provider")]
    pub struct Provider {
        /// What users call it.
        #[option(required)]
        name: String,
        /// Where its API is.
        #[option(yaml = "baseURL")]
        base_url: Url = "https://api.example.com/",
        /// The key to its API.
        key: Option<Secret>,
        /// How many requests may be open at once.
        #[option(min = 1, max = 100)]
        concurrency: u32 = 10,
        /// The models that it has.
        models: Vec<String>,
        /// How it writes its log.
        log: Option<LogFormat>,
    }
}

fn is_short(secret: &Secret) -> bool {
    secret.expose().len() < 8
}

options! {
    /// What the test server obeys.
    #[options(
        env = "CODER",
        schema = "codersdk.DeploymentValues",
        schemas = &[("ai", "codersdk.AIConfig")],
    )]
    pub struct Settings {
        /// The file that has settings in YAML.
        #[option(shorthand = 'c', env = "CODER_CONFIG_PATH")]
        config: Option<ConfigPath>,

        /// Where users reach this server.
        #[option(yaml = "accessURL")]
        access_url: Option<Url>,

        /// How many workers there are.
        #[option(
            max = 64,
            check = |number| match number % 2 {
                0 => Ok(()),
                _ => Err("workers come in pairs"),
            },
        )]
        workers: u16 = 4,

        /// The share of requests that are traced.
        #[option(hidden, min = 0.0, max = 1.0)]
        trace_share: f64 = 0.5,

        /// Where files are kept.
        #[option(use_instead = &["access-url"])]
        cache_dir: Option<std::path::PathBuf>,

        /// Where the server listens and
        /// what it answers.
        ///
        /// A second paragraph.
        #[group(name = "Networking", no_prefix, no_value)]
        networking: struct Networking {
            /// Plain HTTP.
            #[group(name = "HTTP")]
            http: struct Http {
                /// Where the server listens.
                #[option(yaml = "httpAddress", shorthand = 'a')]
                address: HostPort = "127.0.0.1:3000",

                /// The older name of the address.
                #[option(hidden, flag = "listen", env = "CODER_LISTEN", yaml = "listen")]
                old_address => address,

                /// How large a request may be.
                #[option(min = ByteSize::from_kib(1))]
                max_body: ByteSize = ByteSize::from_mib(32),
            },

            /// The origins of proxies that are believed.
            proxy_trusted_origins: Vec<String> = "10.0.0.0/8,127.0.0.1",

            /// The headers of users that go into the log.
            #[option(no_flag)]
            labels: BTreeMap<String, String>,
        },

        #[group(name = "Introspection", prefix = "log", yaml = "logging", value = "logging")]
        introspection: struct Introspection {
            /// How log lines look.
            format: LogFormat = LogFormat::Human,

            /// Where which format goes to.
            formats: Vec<LogFormat>,

            /// Which log lines are kept.
            #[option(name = "Log Filter")]
            filter: Option<Pattern>,

            /// Log more.
            verbose: bool,
        },

        /// The gateway to models.
        #[group(
            name = "AI Bridge",
            value = "ai.bridge",
            snake_case,
            schema = "codersdk.AIBridgeConfig",
            schemas = &[
                ("openai", "codersdk.AIBridgeOpenAIConfig"),
                ("anthropic", "codersdk.AIBridgeAnthropicConfig"),
                ("bedrock", "codersdk.AIBridgeBedrockConfig"),
            ],
        )]
        aibridge: struct AiBridge {
            /// Whether models are reached through this server.
            enabled: bool = false,

            /// The base URL of the OpenAI API.
            #[option(value = "openai.base_url")]
            openai_base_url: String = "https://api.openai.com/v1/",

            /// The key to authenticate against the OpenAI API.
            #[option(
                value = "openai.key",
                check = |key| match key {
                    Some(key) if is_short(key) => Err("it has fewer than 8 characters"),
                    _ => Ok(()),
                },
            )]
            openai_key: Option<Secret>,

            /// Where the Anthropic API is.
            #[option(value = "anthropic.base_url")]
            anthropic_base_url: String = "https://api.anthropic.com/",

            /// The key to the Anthropic API.
            #[option(value = "anthropic.key")]
            anthropic_key: Option<Secret>,

            /// The region of Bedrock.
            #[option(value = "bedrock.region")]
            bedrock_region: String,

            /// The access key to Bedrock.
            #[option(value = "bedrock.access_key")]
            bedrock_access_key: Option<Secret>,

            /// The secret of the access key to Bedrock.
            #[option(value = "bedrock.access_key_secret")]
            bedrock_access_key_secret: Option<Secret>,

            /// The model that is asked for on Bedrock.
            #[option(value = "bedrock.model")]
            bedrock_model: String = "large",

            /// The model for small tasks on Bedrock.
            #[option(value = "bedrock.small_fast_model", flag = "aibridge-bedrock-small-fastmodel")]
            bedrock_small_fast_model: String = "small",

            /// Whether tools of the server are offered to models.
            inject_coder_mcp_tools: bool = false,

            /// Length of time to retain data such as interceptions and all related records (token,
            /// prompt, tool use).
            retention: Duration = "60d",

            /// Maximum number of concurrent AI Bridge requests. Set to 0 to disable (unlimited).
            #[option(min = 0, schema_description = "Overload protection settings.")]
            max_concurrency: i64 = 0,

            /// Maximum number of AI Bridge requests per rate window. Set to 0 to disable rate
            /// limiting.
            #[option(min = 0)]
            rate_limit: i64 = 0,

            /// Duration of the rate limiting window for AI Bridge requests.
            #[option(min = Duration::from_nanoseconds(1), since = "2.30")]
            rate_window: Duration = Duration::from_minutes(1),
        },

        /// The upstreams of models.
        providers: Vec<Provider>,

        /// The keys of licenses.
        license_keys: Vec<Secret>,
    }
}

/// Reads settings from a command line, variables and a YAML text.
pub(crate) fn load(
    flags: &[&str],
    variables: &[(&str, &str)],
    yaml: Option<&str>,
) -> Result<Loaded<Settings>, LoadError> {
    Settings::load(&layers(flags, variables, yaml))
}

pub(crate) fn layers(flags: &[&str], variables: &[(&str, &str)], yaml: Option<&str>) -> Layers {
    let command = Command::new("server").no_binary_name(true).args(arguments(Settings::OPTIONS));
    let matches = command.try_get_matches_from(flags).expect("flags that clap takes");
    let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
    let layers = Layers::new()
        .flags(&matches, Settings::OPTIONS)
        .environment(variables.collect::<Vec<(OsString, OsString)>>())
        .known_variables(["CODER_URL", "CODER_SESSION_TOKEN", "CODER_CONFIG_DIR"]);
    match yaml {
        Some(text) => layers.yaml("coder.yaml", text),
        None => layers,
    }
}
