//! `sourcebook templates`: lists the templates, and ejects them so that a project can change them.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;
use sourcebook_syntax::nearest;

use super::{Global, Judging, complain, project_folder};
use crate::console::{Console, Format};
use crate::files::{Root, replace};
use crate::products::api_reference;
use crate::products::api_reference::settings::{Compatibility, ReferenceSettings};
use crate::progress::Progress;
use crate::report::{Purpose, Verdict};
use crate::templates::{BUILT_IN, FOLDER, Template, Templates as Compiled};

/// List the page templates, or copy them for changes
///
/// A template in the project's folder `templates` replaces the built-in one. Those in `reference/` are
/// of the API reference, those in `api/` of one with `compat`.
#[derive(Debug, Args)]
pub(super) struct Templates {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Copy built-in templates to the project's folder `templates`, where they override the
    /// originals
    Eject {
        /// The templates, as in `sourcebook templates`
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        names: Vec<String>,
        /// Every template
        #[arg(long)]
        all: bool,
    },
    /// Print what a template of the API reference knows of an operation or schema of this project, as
    /// JSON
    Show {
        /// The template, as in `sourcebook templates`
        name: String,
        /// The operation (by its id), the schema (by its name) or the page (by its title) [default: the
        /// one that says most]
        #[arg(long, value_name = "NAME")]
        of: Option<String>,
    },
}

impl Templates {
    pub(super) fn run(self, global: &Global, console: &mut Console<'_>) -> io::Result<Verdict> {
        let folder = project_folder(global);
        match self.action {
            None => list(&folder, BUILT_IN, console),
            Some(Action::Eject { names, all }) => {
                let chosen = match choose(BUILT_IN, &names, all) {
                    Ok(chosen) => chosen,
                    Err((message, help)) => {
                        console.reject(&message, &help)?;
                        return Ok(Verdict::Failed);
                    }
                };
                eject(&folder, &chosen, console)
            }
            Some(Action::Show { name, of }) => match choose(BUILT_IN, &[name], false) {
                Ok(chosen) => chosen.into_iter().try_fold(Verdict::Fresh, |_, template| {
                    show(template, of.as_deref(), global, console)
                }),
                Err((message, help)) => {
                    console.reject(&message, &help)?;
                    Ok(Verdict::Failed)
                }
            },
        }
    }
}

fn path(folder: &Path, template: &Template) -> PathBuf {
    folder.join(FOLDER).join(template.name)
}

fn list(folder: &Path, templates: &[Template], console: &mut Console<'_>) -> io::Result<Verdict> {
    let state = |template: &Template| {
        if path(folder, template).is_file() { "overridden" } else { "built in" }
    };
    let text = if console.format == Format::Json {
        let rows: Vec<_> = templates
            .iter()
            .map(|template| json!({"name": template.name, "state": state(template)}))
            .collect();
        format!("{:#}\n", json!({"templates": rows}))
    } else {
        let width = templates.iter().map(|template| template.name.len()).max().unwrap_or(0);
        let row = |template: &Template| format!("{:width$}  {}\n", template.name, state(template));
        let rows: String = templates.iter().map(row).collect();
        format!("{rows}`sourcebook templates eject NAME` copies one to {FOLDER}/\n")
    };
    console.print(&text)?;
    Ok(Verdict::Fresh)
}

/// Prints the context of a template.
fn show(
    template: &Template,
    of: Option<&str>,
    global: &Global,
    console: &mut Console<'_>,
) -> io::Result<Verdict> {
    let compat = match template.name.split_once('/') {
        Some(("api", _)) => Compatibility::Coder,
        Some(("reference", _)) => Compatibility::None,
        _ => {
            let help = "those in `api/` and `reference/` can be shown";
            console
                .reject(&format!("{} is no template of the API reference", template.name), help)?;
            return Ok(Verdict::Failed);
        }
    };
    let progress = Progress::on(console);
    let opened = global.open(&Judging::default(), Purpose::Show, &progress);
    drop(progress);
    let project = match opened {
        Ok(project) => project,
        Err(report) => return complain(&report, console),
    };
    let Some(document) = project.api() else {
        let help = "add `api = \"openapi.yaml\"` to `[facts]`";
        console.reject("this project has no API document", help)?;
        return Ok(Verdict::Failed);
    };
    let settings = ReferenceSettings { compat, ..ReferenceSettings::default() };
    let templates = Compiled::recording(template.name, of.map(str::to_owned));
    api_reference::render(document, &settings, &templates).map_err(io::Error::other)?;
    if let Some(context) = templates.into_recorded() {
        console.print(&(context + "\n"))?;
        return Ok(Verdict::Fresh);
    }
    let (what, help) = match of {
        Some(of) => (format!("{} is not rendered for {of}", template.name), "leave out `--of`"),
        None => (
            format!("{} is not rendered for this document", template.name),
            "choose another template, as in `sourcebook templates`",
        ),
    };
    console.reject(&what, help)?;
    Ok(Verdict::Failed)
}

/// The templates of these names, or why there are none.
fn choose<'a>(
    templates: &'a [Template],
    names: &[String],
    all: bool,
) -> Result<Vec<&'a Template>, (String, String)> {
    if all {
        return Ok(templates.iter().collect());
    }
    let find = |name: &String| {
        templates.iter().find(|template| template.name == name).ok_or_else(|| {
            let help = match nearest(name, templates.iter().map(|template| template.name)) {
                Some(near) => format!("did you mean {near}?"),
                None => "`sourcebook templates` lists them".to_owned(),
            };
            (format!("unknown template {name}"), help)
        })
    };
    names.iter().map(find).collect()
}

/// Writes templates; one that already exists and differs is somebody's work, so nothing is written
/// then.
fn eject(folder: &Path, templates: &[&Template], console: &mut Console<'_>) -> io::Result<Verdict> {
    let root = Root::new(folder)?;
    let mut missing = Vec::new();
    for template in templates {
        let name = format!("{FOLDER}/{}", template.name);
        let found = root.locate(&name).map_err(io::Error::other)?;
        match found.map(std::fs::read_to_string).transpose()? {
            None => missing.push((name, template)),
            Some(text) if text.replace("\r\n", "\n") == template.source => {}
            Some(_) => {
                let help = "delete it first, or eject another template";
                console.reject(&format!("{name} already exists and differs"), help)?;
                return Ok(Verdict::Failed);
            }
        }
    }
    let mut text = String::new();
    for (name, template) in &missing {
        replace(&root.join(name), template.source.as_bytes(), None)?;
        text.extend([name.as_str(), "\n"]);
    }
    let count = missing.len();
    console.print(&format!("{text}{count} written; `sourcebook gen` uses them from now on\n"))?;
    Ok(Verdict::Fresh)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    static TWO: [Template; 2] = [
        Template { name: "api/page.hbs", source: "# {{title}}\n" },
        Template { name: "api/schema.hbs", source: "## {{name}}\n" },
    ];

    /// Runs an action in a folder; returns how it ended and what was printed.
    fn run(
        action: impl FnOnce(&mut Console<'_>) -> io::Result<Verdict>,
    ) -> (Verdict, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console::captured(&mut out, &mut err);
        let verdict = action(&mut console).expect("memory can be written");
        drop(console);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (verdict, text(out), text(err))
    }

    #[test]
    fn templates_are_ejected_once_and_never_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let all: Vec<_> = TWO.iter().collect();
        let (verdict, out, _) = run(|console| eject(folder.path(), &all[..1], console));
        assert_eq!(verdict, Verdict::Fresh);
        assert!(out.starts_with("templates/api/page.hbs\n1 written"), "{out}");
        let page = folder.path().join("templates/api/page.hbs");
        assert_eq!(fs::read_to_string(&page).expect("a template"), TWO[0].source);

        let (_, out, _) = run(|console| list(folder.path(), &TWO, console));
        assert!(out.starts_with("api/page.hbs    overridden\napi/schema.hbs  built in\n"), "{out}");

        let (_, out, _) = run(|console| eject(folder.path(), &all, console));
        assert!(out.starts_with("templates/api/schema.hbs\n1 written"), "{out}");

        replace(&page, b"# Mine\n", None).expect("changed");
        let (verdict, _, err) = run(|console| eject(folder.path(), &all, console));
        assert_eq!(verdict, Verdict::Failed);
        assert!(err.contains("templates/api/page.hbs already exists and differs"), "{err}");
        assert_eq!(fs::read_to_string(&page).expect("a template"), "# Mine\n");
    }

    #[test]
    fn templates_are_chosen_by_name() {
        let chosen = choose(&TWO, &["api/schema.hbs".to_owned()], false).expect("it is there");
        assert_eq!(chosen, [&TWO[1]]);
        assert_eq!(choose(&TWO, &[], true).expect("all").len(), 2);
        let (_, help) = choose(&TWO, &["api/pages.hbs".to_owned()], false).expect_err("unknown");
        assert_eq!(help, "did you mean api/page.hbs?");
    }

    #[test]
    fn built_in_templates_have_unique_names_inside_the_folder() {
        let mut names = std::collections::BTreeSet::new();
        for template in BUILT_IN {
            assert!(names.insert(template.name), "{} is there twice", template.name);
            assert_eq!(crate::config::inside(template.name).as_deref(), Ok(template.name));
        }
    }
}
