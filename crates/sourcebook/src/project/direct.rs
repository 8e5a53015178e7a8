//! Runs without a project: one document, or one command line, and what is made of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sourcebook_syntax::{Diagnostic, Severity, Sources};

use super::{Project, no_root};
use crate::config::{FactsSettings, Located, ProgramFacts};
use crate::configuration::{self, Configured, Part, Rules};
use crate::facts::{AtHand, Facts};
use crate::files::Root;
use crate::product::Render;
use crate::products::Product;
use crate::progress::Progress;
use crate::report::{Purpose, Report};

/// A document that is rendered without a project.
#[derive(Debug)]
pub struct Direct {
    /// The API document.
    pub document: String,
    /// The folder of the pages.
    pub out: PathBuf,
    /// A configuration whose settings of the product, and whose rules, count here too.
    pub configuration: Option<PathBuf>,
    /// The settings of the product that come before those of the configuration.
    pub settings: toml::Table,
    /// Severities by code that come before those of the configuration.
    pub severities: BTreeMap<&'static str, Severity>,
    /// Whether documents behind URLs are fetched.
    pub fetch: bool,
}

/// The command line of a program that is rendered without any configuration file.
pub struct DirectCli {
    /// The file of the facts document.
    pub facts: String,
    /// The folder of everything that is made.
    pub out: PathBuf,
    /// The products, each with its table in TOML, made in this order.
    pub products: Vec<(&'static Product, String)>,
    /// Whether a product has something to be made from.
    pub is_wanted: IsWanted,
}

/// Tells of a product whether it is made from these facts.
pub type IsWanted = Box<dyn Fn(&Facts, &Product) -> bool>;

impl Project {
    /// Reads one document and makes one product from it.
    ///
    /// # Errors
    /// A report on the problems of the settings.
    pub fn direct(
        direct: Direct,
        product: &'static Product,
        purpose: Purpose,
        progress: &Progress,
    ) -> Result<Self, Box<Report>> {
        let mut sources = Sources::new();
        let here = Path::new("");
        let (render, rules) = match configure(&mut sources, &direct, product) {
            Ok(configured) => configured,
            Err(diagnostics) => {
                return Err(Box::new(Report::failed(purpose, sources, diagnostics)));
            }
        };
        let root = match Root::new(&direct.out) {
            Ok(root) => root,
            Err(error) => return Err(no_root(purpose, sources, &direct.out, &error)),
        };
        let mut project = Self::new(root, rules, None, purpose, sources);
        let program = ProgramFacts {
            api: Some(Located { value: direct.document, place: None }),
            fetch: direct.fetch,
            ..ProgramFacts::default()
        };
        let settings = FactsSettings { program, ..FactsSettings::default() };
        project.collect(&settings, here, AtHand::default(), progress);
        project.make(&[Configured { product, facts: None, render }], progress);
        Ok(project)
    }

    /// Reads the facts of a command line and makes several products from it.
    ///
    /// # Errors
    /// A report on the problems of the settings.
    pub fn direct_cli(
        direct: DirectCli,
        purpose: Purpose,
        progress: &Progress,
    ) -> Result<Self, Box<Report>> {
        let mut sources = Sources::new();
        let mut products = Vec::new();
        for (product, settings) in direct.products {
            let file = sources.add("<command line>", settings);
            match configuration::configure(&sources, file, None, product) {
                Ok(render) => products.push(Configured { product, facts: None, render }),
                Err(diagnostics) => {
                    return Err(Box::new(Report::failed(purpose, sources, diagnostics)));
                }
            }
        }
        let root = match Root::new(&direct.out) {
            Ok(root) => root,
            Err(error) => return Err(no_root(purpose, sources, &direct.out, &error)),
        };
        let mut project = Self::new(root, Rules::default(), None, purpose, sources);
        let file = Located { value: direct.facts, place: None };
        let program = ProgramFacts { cli: Some(file), ..ProgramFacts::default() };
        let settings = FactsSettings { program, ..FactsSettings::default() };
        project.collect(&settings, Path::new(""), AtHand::default(), progress);
        products.retain(|one| (direct.is_wanted)(&project.facts, one.product));
        project.make(&products, progress);
        Ok(project)
    }
}

/// The product and the rules of a run without a project.
fn configure(
    sources: &mut Sources,
    direct: &Direct,
    product: &'static Product,
) -> Result<(Box<dyn Render>, Rules), Vec<Diagnostic>> {
    let part = match &direct.configuration {
        Some(file) => configuration::read_part(sources, file, product)?,
        None => Part::default(),
    };
    let Part { folder, mut settings, mut rules } = part;
    settings.extend(direct.settings.clone());
    rules.severities.extend(&direct.severities);
    let file = sources.add("<command line>", settings.to_string());
    let render = configuration::configure(sources, file, folder.as_deref(), product)?;
    Ok((render, rules))
}
