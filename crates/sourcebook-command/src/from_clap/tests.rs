//! Checks what is known of programs of clap.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{
    Arg, ArgAction, Args, Command, CommandFactory, Parser, Subcommand, ValueEnum, value_parser,
};
use serde_json::json;
use sourcebook_options::{Group, Kind, OptionSpec};

use super::{Table, from_clap};

/// A program that keeps things.
///
/// It does so for a long time.
#[derive(Parser)]
#[command(
    name = "tool",
    version = "1.2.3",
    arg_required_else_help = true,
    after_help = "Example:\n  tool add a"
)]
struct Program {
    /// Say more
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    #[command(flatten)]
    connection: Connection,
    #[command(subcommand)]
    command: Commands,
}

#[derive(Args)]
#[command(next_help_heading = "Connection")]
struct Connection {
    /// Where it is
    #[arg(long, env = "TOOL_URL", default_value = "http://localhost")]
    url: String,
    #[arg(long, env = "TOOL_TOKEN", hide_env_values = true, value_name = "SECRET")]
    token: Option<String>,
}

#[derive(Subcommand)]
enum Commands {
    /// Add files
    #[command(visible_alias = "plus")]
    Add {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How to add
        ///
        /// Not all ways are the same.
        #[arg(long, value_enum, default_value_t = Mode::Fast)]
        mode: Mode,
        #[arg(long)]
        into: Option<PathBuf>,
        #[arg(long, hide = true)]
        force: bool,
    },
    #[command(hide = true)]
    Internal,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mode {
    Fast,
    Slow,
    #[value(hide = true)]
    Odd,
}

#[test]
fn a_derived_program() {
    let facts = from_clap(&Program::command(), &[]);
    let expected = json!({
        "version": "1.2.3",
        "footer": {"sub": "Run `tool --help` for a list of global options."},
        "cli": {
            "name": "tool", "use": "tool [flags] <subcommand>", "short": "A program that keeps things",
            "long": "It does so for a long time.\n\nExample:\n  tool add a",
            "options": [
                {"flag": "verbose", "shorthand": "v", "type": "int", "description": "Say more", "group": ["Global"], "repeatable": true},
                {"flag": "url", "env": "TOOL_URL", "type": "string", "default": "http://localhost",
                 "description": "Where it is", "group": ["Connection"]},
                {"flag": "token", "env": "TOOL_TOKEN", "type": "secret", "group": ["Connection"], "secret": true},
            ],
            "children": [
                {
                    "name": "add", "use": "add [flags] <files>...", "short": "Add files", "aliases": ["plus"],
                    "arguments": [{"name": "files", "type": "string-array", "required": true, "repeated": true}],
                    "options": [
                        {"flag": "mode", "type": "enum", "choices": ["fast", "slow"], "default": "fast",
                         "description": "How to add\n\nNot all ways are the same."},
                        {"flag": "into", "type": "path"},
                        {"flag": "force", "type": "bool", "hidden": true},
                    ],
                },
                {"name": "internal", "use": "internal", "hidden": true},
            ],
        },
    });
    assert_eq!(serde_json::to_value(&facts).expect("JSON"), expected);
}

#[test]
fn types_are_known_by_what_reads_their_values() {
    let argument = |name: &'static str| Arg::new(name).long(name);
    let table = [
        (argument("a"), "string"),
        (argument("a").value_name("FILE"), "file"),
        (argument("a").value_parser(value_parser!(u16)), "int"),
        (argument("a").value_parser(value_parser!(i64).range(1..)), "int"),
        (argument("a").value_parser(value_parser!(f64)), "float64"),
        (argument("a").value_parser(value_parser!(bool)), "bool"),
        (argument("a").value_parser(value_parser!(PathBuf)), "path"),
        (argument("a").action(ArgAction::SetTrue), "bool"),
        (argument("a").action(ArgAction::SetFalse), "bool"),
        (argument("a").action(ArgAction::Count), "int"),
        (argument("a").action(ArgAction::Append), "string-array"),
        (argument("a").value_delimiter(','), "string-array"),
        (argument("a").num_args(1..), "string-array"),
        (argument("a").value_parser(PossibleValuesParser::new(["x"])), "enum"),
        (argument("a").value_parser(["x", "y"]).action(ArgAction::Append), "enum-array"),
    ];
    for (argument, expected) in table {
        let facts = from_clap(&Command::new("tool").arg(argument.clone()), &[]);
        assert_eq!(facts.cli.options[0].type_word, expected, "{argument:?}");
    }
}

#[test]
fn the_usage_names_what_must_and_what_may_be_given() {
    let required = Arg::new("from_here").required(true);
    let last = Arg::new("rest").last(true).num_args(0..);
    let two = Arg::new("pair").value_names(["A", "B"]);
    let table = [
        (Command::new("t"), "t"),
        (Command::new("t").arg(required), "t <from-here>"),
        (Command::new("t").arg(last), "t -- [rest]..."),
        (Command::new("t").arg(two), "t [a] [b]"),
        (Command::new("t").arg(Arg::new("x").hide(true)), "t"),
        (Command::new("t").arg(Arg::new("x").long("x").hide(true)), "t [flags]"),
        (Command::new("t").subcommand(Command::new("s")), "t [subcommand]"),
        (
            Command::new("t").subcommand_required(true).subcommand(Command::new("s")),
            "t <subcommand>",
        ),
        (Command::new("t").subcommand(Command::new("s").hide(true)), "t"),
        (Command::new("t").override_usage("t [anything]"), "t [anything]"),
    ];
    for (command, expected) in table {
        assert_eq!(from_clap(&command, &[]).cli.usage, expected);
    }
    let child = Command::new("add").override_usage("tool add FILE");
    let facts = from_clap(&Command::new("tool").subcommand(child), &[]);
    assert_eq!(facts.cli.children[0].usage, "add FILE");
}

#[test]
fn what_is_given_by_its_place_is_an_argument() {
    let table = [
        (Arg::new("x").hide(true), None),
        (
            Arg::new("key_file").help("Which key").required(true),
            Some(json!({"name": "key-file", "type": "string", "description": "Which key",
                        "required": true})),
        ),
        (Arg::new("x").value_name("FILE"), Some(json!({"name": "file"}))),
        (Arg::new("x").value_names(["A", "B"]), Some(json!({"name": "a b"}))),
        (
            Arg::new("file").num_args(1..),
            Some(json!({"name": "file", "type": "string-array", "repeated": true})),
        ),
        (
            Arg::new("shell").value_parser(["bash", "fish"]).default_value("bash"),
            Some(json!({"name": "shell", "type": "enum", "choices": ["bash", "fish"],
                        "default": "bash"})),
        ),
    ];
    for (argument, expected) in table {
        let facts = from_clap(&Command::new("tool").arg(argument), &[]);
        let found = facts.cli.arguments.first().map(|one| serde_json::to_value(one).expect("JSON"));
        assert_eq!(found, expected);
    }
}

#[test]
fn how_often_and_by_which_names_a_flag_is_given_is_told() {
    let flag = |argument: Arg| {
        let facts = from_clap(&Command::new("tool").arg(argument.long("flag")), &[]);
        let option = facts.cli.options.into_iter().next().expect("an option");
        (option.aliases, option.repeatable, option.optional_value)
    };
    let aliased = Arg::new("a").visible_alias("other").visible_short_alias('o').alias("hidden");
    assert_eq!(flag(aliased), (vec!["other".to_owned(), "o".to_owned()], false, false));
    assert_eq!(flag(Arg::new("a").action(ArgAction::Append)), (vec![], true, false));
    assert_eq!(flag(Arg::new("a").action(ArgAction::Count)), (vec![], true, false));
    assert_eq!(flag(Arg::new("a").num_args(0..=1)), (vec![], false, true));
    assert_eq!(flag(Arg::new("a").action(ArgAction::SetTrue)), (vec![], false, false));
}

#[test]
fn a_program_that_runs_plugins_says_so() {
    let facts = from_clap(&Command::new("tool").allow_external_subcommands(true), &[]);
    assert!(facts.cli.external_commands);
    assert!(!from_clap(&Command::new("tool"), &[]).cli.external_commands);
}

#[test]
fn a_completed_program_has_no_other_facts() {
    let mut program = Command::new("tool").version("1").subcommand(Command::new("add"));
    let before = from_clap(&program, &[]);
    program.build();
    assert_eq!(from_clap(&program, &[]), before);
}

static NETWORK: Group = Group {
    name: "Network",
    description: "How it is reached.",
    yaml: "network",
    parent: None,
    last: false,
};

static OPTIONS: [OptionSpec; 2] = [
    OptionSpec { yaml: Some("only.yaml"), kind: Kind::Map, name: "yaml", ..OptionSpec::BLANK },
    OptionSpec {
        flag: Some("listen"),
        name: "listen",
        kind: Kind::HostPort,
        description: "The address to listen on.",
        group: Some(&NETWORK),
        ..OptionSpec::BLANK
    },
];

#[test]
fn a_table_knows_more_than_the_flags() {
    let listen = || Arg::new("listen").long("listen").help("Ignored");
    let server = Command::new("server").arg(Arg::new("other").long("other")).arg(listen());
    let program =
        Command::new("tool").subcommand(server).subcommand(Command::new("client").arg(listen()));
    let facts = from_clap(&program, &[Table { command: "server", options: &OPTIONS }]);
    let flags = |at: usize| -> Vec<_> {
        let options = facts.cli.children[at].options.iter();
        options.map(|option| (option.sort_key(), option.type_word.as_str())).collect()
    };
    assert_eq!(
        flags(0),
        [("yaml", "struct[map[string]string]"), ("listen", "host:port"), ("other", "string")]
    );
    assert_eq!(flags(1), [("listen", "string")]);
    assert_eq!(facts.cli.children[0].options[1].description, "The address to listen on.");
    assert_eq!(facts.groups["Network"].description, "How it is reached.");
}
