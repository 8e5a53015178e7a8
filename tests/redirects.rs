//! Every redirect of the documentation, followed over HTTP against the real server, ends on a page
//! whose anchor exists.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something unexpected happens, also in its own functions"
)]

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::redirect::Policy;
use tempfile::TempDir;

#[path = "support/program.rs"]
#[expect(dead_code, reason = "shared with other test programs, which use the rest")]
mod program;

use program::{Machine, Server};

/// The book of this repository, built in a folder of its own.
fn book() -> (TempDir, PathBuf) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for part in ["book.toml", "sourcebook.toml", ".sourcebook", "docs", "theme", "templates"] {
        copy(&root.join(part), &folder.path().join(part));
    }
    let html = sourcebook::site::build(folder.path()).unwrap();
    (folder, html)
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// The rules of `docs/_redirects`: the old address, the new one, the status.
fn rules() -> Vec<(String, String, u16)> {
    let text = include_str!("../docs/_redirects");
    let rules = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let rules = rules.map(|line| line.split_whitespace().collect::<Vec<_>>());
    rules
        .filter(|words| !words.is_empty())
        .map(|words| (words[0].to_owned(), words[1].to_owned(), words[2].parse().unwrap()))
        .collect()
}

fn apart(address: &str) -> (&str, Option<&str>) {
    address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_redirect_ends_on_a_page_whose_anchor_exists() {
    let (_folder, html) = book();
    let machine = Machine::new();
    let book = html.to_str().unwrap();
    let arguments = ["server", "--http-address", "127.0.0.1:0", "--docs-folder", book];
    let server = Server::start(machine.coder(&arguments)).without_log();
    let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();

    let rules = rules();
    assert!(!rules.is_empty(), "no rule was read");
    for (from, to, status) in rules {
        let ((old, fragment), (new, anchor)) = (apart(&from), apart(&to));
        let mut url = format!("{}/docs{old}", server.url);
        let mut statuses = Vec::new();
        let page = loop {
            let answer = client.get(&url).send().await.unwrap();
            statuses.push(answer.status().as_u16());
            let Some(location) = answer.headers().get("location") else {
                break answer.text().await.unwrap();
            };
            assert!(statuses.len() < 3, "{from}: {statuses:?}");
            url = format!("{}{}", server.url, location.to_str().unwrap());
        };
        // A page that only lost an anchor is still there.
        let expected = if old == new { vec![200] } else { vec![status, 200] };
        assert_eq!(statuses, expected, "{from}");
        let end = url.strip_prefix(&server.url).unwrap().trim_end_matches('/');
        assert_eq!(end, format!("/docs{new}").trim_end_matches('/'), "{from}");
        // A server never sees the fragment: the page's own script follows it from here.
        if let (Some(fragment), Some(anchor)) = (fragment, anchor) {
            let name = new.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("index");
            let rule = format!("&quot;#{fragment}&quot;:&quot;{name}.html#{anchor}&quot;");
            assert!(page.contains(&rule), "{from}: the page does not lead on by {rule}");
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{from}: no {anchor} on the page");
        }
    }
}
