//! Where the source of a page is, and when it changed last.

use std::collections::BTreeMap;

use super::super::Site;
use crate::facts::history;

/// What the addresses of hosts hold, and how a page is edited there. `{branch}` and `{path}` are set in.
const HOSTS: [(&str, &str); 4] = [
    ("gitlab", "/-/edit/{branch}/{path}"),
    ("bitbucket", "/src/{branch}/{path}?mode=edit"),
    ("codeberg", "/_edit/{branch}/{path}"),
    ("gitea", "/_edit/{branch}/{path}"),
];

/// As GitHub has it, and others that follow it.
const ELSEWHERE: &str = "/edit/{branch}/{path}";

/// The sources of the pages.
pub(in crate::site) struct Source {
    /// The address at which a page is edited, with `{path}` for its path.
    edit: Option<String>,
    /// The docs folder as seen from the root of the repository, with a slash behind it.
    folder: String,
    /// The docs folder as seen from the project.
    docs: String,
    /// The day of the last commit of each file, relative to the project.
    changed: BTreeMap<String, String>,
}

impl Source {
    /// Of a site.
    pub(in crate::site) fn of(site: &Site) -> Self {
        let settings = &site.facts.site;
        let docs = site.facts.pages.as_ref().map_or("docs", |pages| &pages.folder).to_owned();
        let edit = settings.edit_url.clone().or_else(|| {
            let repository = settings.repository.as_deref()?;
            let branch = settings.main_branch.as_deref().unwrap_or("main");
            Some(template(repository, branch))
        });
        let within = if edit.is_some() {
            history::prefix(&site.folder).unwrap_or_default()
        } else {
            String::new()
        };
        let changed = history::changes(&site.folder, &docs);
        Self { edit, folder: format!("{within}{docs}/"), docs, changed }
    }

    /// The address at which a page is edited.
    pub(super) fn edit(&self, page: &str) -> Option<String> {
        let path = format!("{}{page}", self.folder);
        let path =
            path.replace('%', "%25").replace(' ', "%20").replace('#', "%23").replace('?', "%3F");
        Some(self.edit.as_ref()?.replace("{path}", &path))
    }

    /// The day of the last commit that changed a page, as `2026-11-27`.
    pub(super) fn changed(&self, page: &str) -> Option<&str> {
        self.changed.get(&format!("{}/{page}", self.docs)).map(String::as_str)
    }
}

fn template(repository: &str, branch: &str) -> String {
    let repository = repository.trim_end_matches('/').trim_end_matches(".git");
    let host = sourcebook_pages::redirects::host(repository).unwrap_or_default();
    let known = HOSTS.iter().find(|(name, _)| host.contains(name));
    let way = known.map_or(ELSEWHERE, |(_, way)| *way);
    format!("{repository}{}", way.replace("{branch}", branch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_its_own_way_to_edit_a_page() {
        let table = [
            ("https://github.com/a/b", "https://github.com/a/b/edit/main/{path}"),
            ("https://github.com/a/b.git/", "https://github.com/a/b/edit/main/{path}"),
            ("https://gitlab.example.com/a/b", "https://gitlab.example.com/a/b/-/edit/main/{path}"),
            ("https://bitbucket.org/a/b", "https://bitbucket.org/a/b/src/main/{path}?mode=edit"),
            (
                "https://codeberg.org/a/gitlab-b",
                "https://codeberg.org/a/gitlab-b/_edit/main/{path}",
            ),
            ("https://git.example.com/a", "https://git.example.com/a/edit/main/{path}"),
        ];
        for (repository, expected) in table {
            assert_eq!(template(repository, "main"), expected);
        }
    }
}
