//! Which pictures there are, and the text that each of them shows.

use std::error::Error;
use std::fs;
use std::path::Path;

use sourcebook::progress::Progress;
use sourcebook::project::{Project, Start};
use sourcebook::report::Purpose;

use super::drawing::{Excerpt, pipeline, window};

/// A small project with every product: an orchard's server.
const ORCHARD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pictures/orchard");

/// Each product, the file of it that is shown, and where the excerpt begins.
pub(crate) const SHOWN: &[(&str, &str, &str)] = &[
    ("api-reference", "docs/reference/api/fruit.md", "# Fruit"),
    ("operations", "docs/reference/operations.md", "# Operations"),
    ("openapi-3.1", "openapi/openapi.json", "{"),
    ("openapi-3.0", "openapi/openapi-3.0.json", "{"),
    ("swagger-2.0", "openapi/swagger.json", "{"),
    ("typescript", "api.ts", "// Generated"),
    ("cli-reference", "docs/reference/cli/server.md", "# server"),
    ("help", "docs/reference/help/orchard_server_--help.golden", "orchard v"),
    ("options-reference", "docs/reference/options/server.md", "# "),
    ("environment", "docs/reference/environment.md", "# "),
    ("yaml-sample", "docs/reference/config.yaml", "#"),
    ("config-schema", "docs/reference/config.schema.json", "{"),
    ("man", "man/orchard-server.1", ".TH"),
    ("completions", "completions/orchard.bash", "_orchard()"),
    ("manifest-children", "docs/manifest-children.json", "["),
    ("facts-schema", "facts.schema.json", "{"),
    ("settings-reference", "docs/reference/sourcebook/settings.md", "## `[facts]`"),
    ("settings-schema", "docs/reference/sourcebook/sourcebook.schema.json", "{"),
    ("problems-reference", "docs/reference/sourcebook/problems/prose.md", "## `dead-link`"),
    ("metrics", "docs/reference/metrics.md", "# Metrics"),
    ("spans", "docs/reference/spans.md", "# Spans"),
    ("theme-css", "theme/sourcebook.css", ":root"),
    ("server-redirects", "site/redirects.json", "{"),
    ("nginx-redirects", "site/nginx-redirects.conf", "map"),
    ("vercel-redirects", "site/vercel.json", "{"),
    ("book-toml", "book.toml", "[book]"),
    ("summary", "docs/SUMMARY.md", "# Summary"),
    ("agents-index", "docs-index.md", "The pages"),
];

/// Every picture: the name of its file, and its SVG.
///
/// # Errors
/// When the project cannot be read, or makes something else than is shown.
pub(crate) fn pictures() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let start =
        Start { configuration: Path::new(ORCHARD).join("sourcebook.toml"), ..Start::default() };
    let project = Project::open(start, Purpose::Check, &Progress::none())
        .map_err(|_| "the orchard's configuration is invalid")?;
    let mut pictures = vec![
        ("pipeline.svg".to_owned(), pipeline()),
        ("check.svg".to_owned(), window(&Excerpt::of("sourcebook check", &failing_check()?))),
    ];
    for (product, path, begin) in SHOWN {
        let made = project.artifacts().iter().find(|made| made.path == *path);
        let made = made.ok_or_else(|| format!("{product} did not make {path}"))?;
        let text = std::str::from_utf8(&made.contents)?;
        let at = text.find(begin).ok_or_else(|| format!("{path} has no {begin:?}"))?;
        let excerpt = Excerpt::of(path, &text[at..]);
        pictures.push((format!("{product}.svg"), window(&excerpt)));
    }
    Ok(pictures)
}

/// What a check says of the orchard when a parameter of its API has got a limit, and a page links to a
/// heading that there is not. The start page of the documentation shows the same.
///
/// # Errors
/// When the project cannot be copied or read.
pub(crate) fn failing_check() -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    copy(Path::new(ORCHARD), folder.path())?;
    let configuration = folder.path().join("sourcebook.toml");
    // One stale file is enough for a picture.
    edit(&configuration, "[products.\"openapi-3.1\"]\n", "")?;
    edit(&configuration, "[products.\"openapi-3.0\"]\n", "")?;
    edit(&configuration, "[products.\"swagger-2.0\"]\n", "")?;
    let start = Start { configuration, ..Start::default() };
    let project = Project::open(start, Purpose::Generate, &Progress::none())
        .map_err(|_| "the orchard's configuration is invalid")?;
    project.generate(&Progress::none());
    let (without, with) =
        ("schema: { type: string }\n", "schema: { type: string, maxLength: 32 }\n");
    edit(&folder.path().join("openapi.yaml"), without, with)?;
    edit(&folder.path().join("docs/README.md"), "#keeping", "#storage")?;
    Ok(sourcebook::check(folder.path(), None).text.trim_start().to_owned())
}

fn edit(file: &Path, from: &str, to: &str) -> std::io::Result<()> {
    let text = fs::read_to_string(file)?.replace(from, to);
    sourcebook::files::replace(file, text.as_bytes(), None)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
