//! The types are compiled by TypeScript itself, the version before and the version after its rewrite: what
//! they allow and refuse, those of the corpus, and values made for them.

mod documents;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sourcebook_model::document::{Document, SchemaType};
use sourcebook_model::value::{self, Budget};
use sourcebook_model::view::{Direction, Meet, Views};
use sourcebook_typescript::{Integers, Responses, Settings, render};
use tempfile::TempDir;

use documents::{folder, read_document};

/// What the compiler is told.
const SETTINGS: &str = r#"{
  "compilerOptions": {
    "strict": true, "noEmit": true, "erasableSyntaxOnly": true, "target": "es2022", "module": "esnext",
    "moduleResolution": "bundler", "lib": ["es2022", "dom"], "moduleDetection": "force", "types": []
  },
  "include": ["*.ts"]
}
"#;

/// The packages that are installed for tests, if they are; they must be where
/// `SOURCEBOOK_REQUIRE_LANGUAGES=1`.
#[expect(clippy::disallowed_methods, reason = "tests are told by variables what must be there")]
fn packages() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/languages/node_modules");
    let is_there = folder.join("typescript-7").is_dir() && folder.join("typescript-5").is_dir();
    let required = std::env::var_os("SOURCEBOOK_REQUIRE_LANGUAGES").is_some_and(|it| it == "1");
    assert!(is_there || !required, "TypeScript is not installed, and is required");
    if !is_there {
        #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
        {
            eprintln!("SKIPPED: run `npm ci --prefix tests/languages` to run this");
        }
    }
    is_there.then(|| folder.canonicalize().expect("a folder"))
}

/// The documents of the corpus, if it is there.
fn corpus() -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder("SOURCEBOOK_CORPUS")?).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "json" || it == "yaml"));
    paths.sort();
    Some(paths)
}

/// A folder of modules.
struct Modules {
    folder: TempDir,
    packages: PathBuf,
}

impl Modules {
    fn new(packages: PathBuf) -> Self {
        let folder = TempDir::new().expect("a folder");
        std::os::unix::fs::symlink(&packages, folder.path().join("node_modules")).expect("a link");
        let modules = Self { folder, packages };
        modules.write("tsconfig.json", SETTINGS);
        modules
    }

    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// Fails with what one of the compilers says.
    fn expect_compiles(&self) {
        for version in ["typescript-5", "typescript-7"] {
            let output = Command::new("node")
                .arg(self.packages.join(version).join("bin/tsc"))
                .args(["--pretty", "false", "-p", "."])
                .current_dir(self.folder.path())
                .output()
                .expect("node runs");
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{version}: {said}");
        }
    }
}

fn with_client() -> Settings {
    Settings { client: true, ..Settings::default() }
}

#[test]
fn types_allow_what_is_valid_and_refuse_what_is_not() {
    let Some(packages) = packages() else { return };
    let modules = Modules::new(packages);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compiled/orchard.yaml");
    let orchard = read_document(&path).expect("a document");
    modules.write("orchard.ts", &render(&orchard, &Settings::default()));
    modules.write("client.ts", &render(&orchard, &with_client()));
    modules.write("program.ts", include_str!("compiled/program.ts"));
    modules.expect_compiles();
}

#[test]
fn every_document_of_the_corpus_gives_types_that_compile() {
    let (Some(packages), Some(corpus)) = (packages(), corpus()) else { return };
    let modules = Modules::new(packages);
    let complete = Settings {
        responses: Responses::Complete,
        integers: Integers::BigInt,
        ..Settings::default()
    };
    let mut count = 0;
    for path in corpus {
        let Some(document) = read_document(&path) else { continue };
        modules.write(&format!("a{count}.ts"), &render(&document, &with_client()));
        modules.write(&format!("b{count}.ts"), &render(&document, &complete));
        count += 1;
    }
    assert!(count > 100, "only {count} documents");
    modules.expect_compiles();
}

#[test]
fn values_that_are_made_for_schemas_are_of_their_types() {
    let (Some(packages), Some(corpus)) = (packages(), corpus()) else { return };
    let modules = Modules::new(packages);
    let documents: Vec<Document> = corpus.iter().filter_map(|path| read_document(path)).collect();
    let (mut at, mut tried) = (0, 0);
    for (number, document) in documents.iter().enumerate() {
        let views = Views::new(document);
        let text = render(document, &Settings::default());
        let mut values = format!("import type * as types from \"./types{number}\";\n");
        for (name, id) in &document.components.schemas {
            at += 1;
            if !is_plain(&views, Meet::One(*id)) {
                continue;
            }
            let Some(declared) = declared(&text, document, name) else { continue };
            let made =
                value::sample(&views, Meet::One(*id), Direction::Response, &Budget::default());
            if made.is_nothing() || !made.doubts.is_empty() {
                continue;
            }
            let value = made.value.to_json();
            let _ = writeln!(values, "export const value{at}: types.{declared} = {value};");
            tried += 1;
        }
        modules.write(&format!("types{number}.ts"), &text);
        modules.write(&format!("values{number}.ts"), &values);
    }
    assert!(tried > 1_000, "only {tried} schemas of {at}");
    modules.expect_compiles();
}

/// The name of the type of a schema that has the last segment of its name.
fn declared(text: &str, document: &Document, name: &str) -> Option<String> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_same = |other: &str| other.rsplit('.').next() == Some(last);
    let mut same = document.components.schemas.iter().filter(|(other, _)| is_same(other));
    let is_only = same.next().is_some() && same.next().is_none();
    let is_declared =
        ["interface", "type"].iter().any(|kind| text.contains(&format!("\nexport {kind} {last} ")));
    (is_only && is_declared).then(|| last.to_owned())
}

/// Whether nothing below a place is bytes, of which no text is a value in TypeScript, or an object that the
/// author gives, without members that a server fills in.
fn is_plain(views: &Views<'_>, meet: Meet) -> bool {
    let mut visited = std::collections::HashSet::from([meet]);
    let mut open = vec![meet];
    while let Some(at) = open.pop() {
        let shape = views.shape(at);
        let mut given = shape.notes.default.iter().chain(&shape.notes.examples);
        let is_given = given.any(|value| value.is_container());
        let is_bytes = shape.formats.contains(&"binary") || shape.content.is_some();
        // A sample shows nothing that is deprecated, which a server fills in all the same.
        let is_hidden = shape.notes.deprecated && shape.notes.default.is_some();
        if is_given || is_hidden || (is_bytes && shape.types.contains(&SchemaType::String)) {
            return false;
        }
        open.extend(shape.below().into_iter().filter(|below| visited.insert(*below)));
    }
    true
}
