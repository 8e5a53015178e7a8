//! From one definition of options to the published pieces of all outputs, in both profiles.

use sourcebook_command::{CommandFacts, Table, from_clap};
use sourcebook_options::{Duration, Secret, arguments, options};

use crate::products::files;

options! {
    /// What the server obeys.
    #[options(env = "CODER", schema = "codersdk.DeploymentValues")]
    pub struct Settings {
        /// The gateway to models.
        #[group(name = "AI Bridge", snake_case)]
        aibridge: struct AiBridge {
            /// The base URL of the OpenAI API.
            openai_base_url: String = "https://api.openai.com/v1/",

            /// The key to authenticate against the OpenAI API.
            openai_key: Option<Secret>,

            /// Length of time to retain data such as interceptions and all related records (token,
            /// prompt, tool use).
            #[option(no_flag, no_env)]
            retention: Duration = "60d",

            /// Maximum number of concurrent AI Bridge requests. Set to 0 to disable (unlimited).
            max_concurrency: i64 = 0,

            /// Maximum number of AI Bridge requests per rate window. Set to 0 to disable rate
            /// limiting.
            rate_limit: i64 = 0,

            /// Duration of the rate limiting window for AI Bridge requests.
            rate_window: Duration = "1m",
        },
    }
}

fn facts() -> CommandFacts {
    let server = clap::Command::new("server").about("Start a server");
    let server = server.args(arguments(Settings::OPTIONS));
    let program = clap::Command::new("coder").version("v0.0.0-devel").subcommand(server);
    from_clap(&program, &[Table { command: "server", options: Settings::OPTIONS }])
}

#[test]
fn each_output_has_its_piece() {
    let (help, page, sample) = (
        ("help", "docs/reference/help/coder_server_--help.golden"),
        ("cli-reference", "docs/reference/cli/server.md"),
        ("yaml-sample", "docs/reference/config.yaml"),
    );
    let published = "compat = \"coder\"";
    let outputs = [
        (help, "", include_str!("pieces/help.txt")),
        (help, published, include_str!("pieces/help.txt")),
        (page, "", include_str!("pieces/list.md")),
        (page, published, include_str!("pieces/reference.md")),
        (sample, "", include_str!("pieces/sample.yaml")),
        (sample, published, include_str!("pieces/sample.yaml")),
    ];
    for ((product, path), settings, piece) in outputs {
        let files = files(product, settings, &facts());
        let text = files.get(path).unwrap_or_else(|| panic!("no {path} in {files:?}"));
        assert!(text.contains(piece), "{product} {settings}\n{text}\nhas no\n{piece}");
    }
}
