//! Secrets in files: the names of the options that follow from the table, and what is read.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::Command;
use sourcebook_options::{
    Kind, Layers, LoadError, Loaded, OptionSpec, Secret, Source, arguments, check_table, options,
};
use tempfile::TempDir;

const MARKER: &str = "marker-of-a-secret";

#[expect(clippy::ref_option, reason = "the check of an option takes the option's type")]
fn is_long(secret: &Option<Secret>) -> Result<(), &'static str> {
    let is_long = secret.as_ref().is_none_or(|secret| secret.expose().len() >= 3);
    is_long.then_some(()).ok_or("it must have at least 3 characters")
}

options! {
    /// What the server obeys.
    #[options(env = "DEMO", secret_files)]
    struct Settings {
        /// Whether it is open.
        open: bool,

        /// The store.
        #[group(name = "Store")]
        store: struct Store {
            /// The URL of the database.
            #[option(flag = "database-url", env = "DEMO_DATABASE")]
            url: Option<Secret>,

            /// The older name of the URL.
            #[option(hidden)]
            address => url,

            /// The key to the data.
            #[option(check = is_long)]
            key: Option<Secret>,

            /// What only the environment may hold.
            #[option(no_flag, required)]
            salt: Secret,
        },
    }
}

options! {
    /// The same in snake case.
    #[options(env = "SNAKE", snake_case, secret_files)]
    struct Snake {
        /// The key to the API.
        api_key: Option<Secret>,
    }
}

options! {
    /// Settings without files.
    struct Without {
        /// The key to the API.
        api_key: Option<Secret>,
    }
}

/// A folder with files, and what a load with them gives.
struct Stage(TempDir);

impl Stage {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = TempDir::new().expect("a folder");
        for (name, content) in files {
            let mut file = fs::File::create(folder.path().join(name)).expect("a file");
            file.write_all(content).expect("a file");
            close(&folder.path().join(name), 0o600);
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("UTF-8").to_owned()
    }

    /// Loads with flags and variables in which `@NAME` stands for a file of the folder.
    fn load(
        &self,
        flags: &[&str],
        variables: &[(&str, &str)],
        yaml: &str,
    ) -> Result<Loaded<Settings>, LoadError> {
        let put_in = |text: &str| text.replace('@', &self.path(""));
        let flags = flags.iter().map(|flag| put_in(flag));
        let command = Command::new("demo").args(arguments(Settings::OPTIONS));
        let matches = command.get_matches_from(std::iter::once("demo".to_owned()).chain(flags));
        let salt = ("DEMO_STORE_SALT".to_owned(), "salt".to_owned());
        let given = variables.iter().map(|(name, value)| ((*name).to_owned(), put_in(value)));
        let is_given = variables.iter().any(|(name, _)| name.contains("SALT"));
        let variables = given.chain((!is_given).then_some(salt));
        let variables = variables.map(|(name, value)| (name.into(), value.into()));
        let layers = Layers::new().flags(&matches, Settings::OPTIONS).environment(variables);
        Settings::load(&layers.yaml("demo.yaml", put_in(yaml)))
    }

    /// What a load is refused with.
    fn refused(&self, flags: &[&str], variables: &[(&str, &str)], yaml: &str) -> String {
        let error = self.load(flags, variables, yaml).expect_err("a mistake");
        let shown = format!("{error}{error:?}{}", error.render(true));
        assert!(!shown.contains(MARKER), "{shown}");
        error.to_string().replace(&self.path(""), "@")
    }
}

/// Sets the mode of a file, where there are modes.
fn close(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

fn key(loaded: &Loaded<Settings>) -> Option<&str> {
    loaded.settings.store.key.as_ref().map(Secret::expose)
}

fn names(spec: &OptionSpec) -> [&str; 5] {
    let or_none = |name: Option<&'static str>| name.unwrap_or("-");
    [spec.field, or_none(spec.flag), or_none(spec.env), or_none(spec.yaml), spec.value_path]
}

#[test]
fn names_follow_from_those_of_the_secret() {
    let files = |table: &'static [OptionSpec]| table.iter().filter(|spec| spec.file_of.is_some());
    let found: Vec<_> = files(Settings::OPTIONS).map(names).collect();
    assert_eq!(
        found,
        [
            [
                "store.url_file",
                "database-url-file",
                "DEMO_DATABASE_FILE",
                "secretFiles.databaseUrlFile",
                "secret_files.database_url_file",
            ],
            [
                "store.key_file",
                "store-key-file",
                "DEMO_STORE_KEY_FILE",
                "secretFiles.storeKeyFile",
                "secret_files.store_key_file",
            ],
            [
                "store.salt_file",
                "-",
                "DEMO_STORE_SALT_FILE",
                "secretFiles.storeSaltFile",
                "secret_files.store_salt_file",
            ],
        ]
    );
    let snake = files(Snake::OPTIONS).next().expect("an option");
    assert_eq!(snake.yaml, Some("secret_files.api_key_file"));
    assert!(files(Without::OPTIONS).next().is_none());
    for table in [Settings::OPTIONS, Snake::OPTIONS] {
        assert_eq!(check_table(table), Vec::<String>::new());
        for spec in files(table) {
            assert!(!spec.secret && spec.kind == Kind::String, "{spec:?}");
            let secret = table.iter().find(|secret| Some(secret.field) == spec.file_of);
            assert!(secret.expect("the secret").secret);
        }
    }
}

#[test]
fn one_line_break_at_the_end_is_no_part_of_the_secret() {
    for (content, expected) in [
        ("swordfish", "swordfish"),
        ("swordfish\n", "swordfish"),
        ("swordfish\r\n", "swordfish"),
        ("swordfish\n\n", "swordfish\n"),
        (" swordfish \n", " swordfish "),
        ("sword\nfish\n", "sword\nfish"),
        ("swordfish\r", "swordfish\r"),
    ] {
        let stage = Stage::new(&[("key", content.as_bytes())]);
        let loaded = stage.load(&["--store-key-file=@key"], &[], "").expect("settings");
        assert_eq!(key(&loaded), Some(expected), "{content:?}");
        assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    }
}

#[test]
fn the_best_layer_that_names_a_file_counts_and_only_the_path_is_shown() {
    let stage = Stage::new(&[("one", b"marker-of-a-secret"), ("other", b"other")]);
    let yaml = "secretFiles:\n  storeKeyFile: '@one'\n";
    let variable = ("DEMO_STORE_KEY_FILE", "@one");
    for (flags, variables, yaml, source) in [
        (
            &["--store-key-file=@one"][..],
            &[("DEMO_STORE_KEY_FILE", "@other")][..],
            "",
            Source::Flag,
        ),
        (&[][..], &[variable][..], "secretFiles: {storeKeyFile: '@other'}", Source::Env),
        (&[][..], &[][..], yaml, Source::Yaml),
    ] {
        let loaded = stage.load(flags, variables, yaml).expect("settings");
        assert_eq!(key(&loaded), Some(MARKER));
        let of = |field| loaded.values.iter().find(|value| value.spec.field == field).expect("it");
        assert_eq!((of("store.key").source, of("store.key_file").source), (source, source));
        assert_eq!(of("store.key_file").text, stage.path("one"));
        assert_eq!(loaded.view_values()["secret_files"]["store_key_file"], stage.path("one"));
        let shown = format!("{loaded:?}{}{}", loaded.view_values(), loaded.view_options());
        assert!(!shown.contains(MARKER), "{shown}");
    }
    let none = stage.load(&[], &[], "").expect("settings");
    assert_eq!(key(&none), None);
    let values: Vec<_> = none.values.iter().map(|value| value.spec.field).collect();
    assert_eq!(values, Settings::OPTIONS.iter().map(|spec| spec.field).collect::<Vec<_>>());
}

#[test]
fn a_file_is_enough_for_a_secret_that_must_be_set() {
    let stage = Stage::new(&[("salt", b"pepper\n")]);
    let loaded = stage.load(&[], &[("DEMO_STORE_SALT_FILE", "@salt")], "").expect("settings");
    assert_eq!(loaded.settings.store.salt.expose(), "pepper");
    let refused = stage.refused(&[], &[("DEMO_STORE_SALT", "")], "");
    assert!(refused.contains("$DEMO_STORE_SALT must be set"), "{refused}");
    assert!(refused.contains("$DEMO_STORE_SALT_FILE"), "{refused}");
}

#[test]
fn a_secret_and_its_file_are_not_both_taken() {
    let stage = Stage::new(&[("key", b"marker-of-a-secret")]);
    let file = "--store-key-file=@key";
    for (flags, variables, yaml, expected) in [
        (
            &[file, "--store-key=marker-of-a-secret"][..],
            &[][..],
            "",
            "--store-key and --store-key-file are",
        ),
        (&[file], &[("DEMO_STORE_KEY", MARKER)], "", "$DEMO_STORE_KEY and --store-key-file are"),
        (
            &["--store-key=marker-of-a-secret"],
            &[],
            "secretFiles:\n  storeKeyFile: '@key'\n",
            "--store-key and secretFiles.storeKeyFile in demo.yaml:2 are",
        ),
        (
            &["--store-address=x", "--database-url-file=@key"],
            &[],
            "",
            "--store-address and --database-url-file are",
        ),
    ] {
        let refused = stage.refused(flags, variables, yaml);
        assert!(refused.contains(&format!("{expected} both set")), "{refused}");
    }
}

#[test]
fn files_that_cannot_be_used_are_refused_without_their_content() {
    let full = "x".repeat(64 * 1024);
    let stage = Stage::new(&[
        ("empty", b""),
        ("break", b"\n"),
        ("short", b"ma\n"),
        ("binary", b"marker-of-a-secret\n\xff"),
        ("full", full.as_bytes()),
        ("large", format!("{full}x").as_bytes()),
    ]);
    fs::create_dir(stage.path("folder")).expect("a folder");
    let loaded = stage.load(&["--store-key-file=@full"], &[], "").expect("settings");
    assert_eq!(key(&loaded), Some(&*full));
    let all = ["none", "folder", "empty", "break", "short", "binary", "large"]
        .map(|name| stage.refused(&[&format!("--store-key-file=@{name}")], &[], ""));
    insta::assert_snapshot!(all.join("\n"));
    let line = stage.refused(&[], &[], "secretFiles:\n  storeKeyFile: '@none'\n");
    insta::assert_snapshot!(line);
    let list = stage.refused(&[], &[], "secretFiles:\n  storeKeyFile: [a]\n");
    insta::assert_snapshot!(list);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_taken_with_a_warning() {
    let stage = Stage::new(&[("key", b"marker-of-a-secret")]);
    for (mode, expected) in [(0o600, 0), (0o400, 0), (0o700, 0), (0o640, 1), (0o604, 1), (0o644, 1)]
    {
        close(Path::new(&stage.path("key")), mode);
        let loaded = stage.load(&["--store-key-file=@key"], &[], "").expect("settings");
        assert_eq!(key(&loaded), Some(MARKER));
        let warnings: Vec<String> = loaded.render_warnings(false).collect();
        assert_eq!(warnings.len(), expected, "{mode:o}: {warnings:?}");
        assert!(!warnings.concat().contains(MARKER));
    }
    let loaded = stage.load(&["--store-key-file=@key"], &[], "").expect("settings");
    let warnings = loaded.render_warnings(false).collect::<String>().replace(&stage.path(""), "@");
    insta::assert_snapshot!(warnings, @r"
    warning: --store-key-file: other users of this machine can read `@key` (mode 0644)
     |
     = help: set its mode to 0400, so that only its owner can
    ");
}
