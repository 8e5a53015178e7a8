//! Products by their names, configured and rendered without a project.

use std::collections::BTreeMap;

use sourcebook::configuration::configure;
use sourcebook::facts::Facts;
use sourcebook::products::{PRODUCTS, Rendered};
use sourcebook_command::CommandFacts;
use sourcebook_syntax::Sources;

/// What a product makes of a command line.
pub(crate) fn render(product: &str, settings: &str, cli: &CommandFacts) -> Rendered {
    let product = PRODUCTS.iter().find(|one| one.name == product).expect("a product");
    let mut sources = Sources::new();
    let file = sources.add("settings", settings);
    let Ok(render) = configure(&sources, file, None, product) else {
        panic!("{settings} is rejected")
    };
    render.render(&Facts { sources, cli: Some(cli.clone()), ..Facts::default() })
}

/// The files that a product makes, by their paths; it must find nothing wrong.
pub(crate) fn files(product: &str, settings: &str, cli: &CommandFacts) -> BTreeMap<String, String> {
    let rendered = render(product, settings, cli);
    assert!(rendered.problems.is_empty(), "{product}: {:?}", rendered.problems);
    let file = |artifact: sourcebook::artifact::Artifact| {
        (artifact.path, String::from_utf8(artifact.contents).expect("UTF-8"))
    };
    rendered.artifacts.into_iter().map(file).collect()
}
