//! Error pages: the template with the theme for a server, and static variants for proxies.

pub(crate) mod self_contained;
mod variants;

use sourcebook_pages::error_page::ErrorTemplateError;
use sourcebook_pages::{ErrorPage, ErrorTemplate};

use super::theme_css::variables;
use super::{Product, Render, Rendered};
use crate::artifact::{Artifact, join};
use crate::config::{InFolder, Section, Settings, Text, settings};
use crate::facts::Facts;
use crate::problems::{external_request, template_failed};
use crate::templates::{self, BUILT_IN, TemplateError};
use variants::VARIANTS;

/// The product.
pub const PRODUCT: Product = Product {
    name: "error-pages",
    summary: "self-contained error pages: one for each status, and a template for a server",
    settings: ErrorPageSettings::settings,
    configure,
};

/// The template's name among those that a project can replace.
const TEMPLATE: &str = "site/error.html.hbs";

settings! {
    struct ErrorPageSettings {
        /// The folder of the pages.
        out: InFolder = "site/errors";
        /// The target of the link to the start page.
        home: Text = "/";
    }
}

struct ErrorPages {
    settings: ErrorPageSettings,
    template: String,
}

fn configure(section: &mut Section<'_>) -> Box<dyn Render> {
    let own = section.folder().map_or_else(|| Ok(Vec::new()), templates::of_project);
    let own = own.unwrap_or_else(|error| {
        let message = format!("a template of the project is invalid: {error}");
        section.reject("templates", message, "correct it, or delete it");
        Vec::new()
    });
    let replaced = own.into_iter().find(|(name, _)| name == TEMPLATE).map(|(_, text)| text);
    Box::new(ErrorPages {
        settings: section.read(),
        template: replaced.unwrap_or_else(|| built_in().to_owned()),
    })
}

fn built_in() -> &'static str {
    BUILT_IN.iter().find(|template| template.name == TEMPLATE).map_or("", |one| one.source)
}

impl Render for ErrorPages {
    fn render(&self, facts: &Facts) -> Rendered {
        let css = variables(&facts.theme);
        let language = &facts.site.language;
        match self.pages(&css, language) {
            Ok(pages) => {
                let mut problems = Vec::new();
                if let Some((_, page)) = pages.first() {
                    let requests = self_contained::requests(page).into_iter();
                    let name = format!("templates/{TEMPLATE}");
                    problems.extend(requests.map(|what| external_request(&name, &what).into()));
                }
                let json = ErrorTemplate::to_json(&self.template, &css, language);
                let json = ("error-page.json".to_owned(), json);
                let artifact = |(name, text): (String, String)| Artifact {
                    path: join(&self.settings.out, &name),
                    contents: text.into_bytes(),
                    made_by: PRODUCT.name.into(),
                };
                let artifacts = pages.into_iter().chain([json]).map(artifact).collect();
                Rendered { artifacts, problems }
            }
            Err(error) => {
                let reason = error.to_string();
                let error = TemplateError::Failed { name: TEMPLATE.to_owned(), reason };
                let problems = vec![template_failed(&error).into()];
                Rendered { artifacts: Vec::new(), problems }
            }
        }
    }
}

impl ErrorPages {
    /// The static pages: names and texts.
    fn pages(
        &self,
        css: &str,
        language: &str,
    ) -> Result<Vec<(String, String)>, ErrorTemplateError> {
        let template = ErrorTemplate::new(&self.template, css, language)?;
        let variants = VARIANTS.iter().map(|variant| {
            let page: ErrorPage = variant.page(&self.settings.home);
            Ok((format!("{}.html", variant.name), template.render(&page)?))
        });
        variants.collect()
    }
}

#[cfg(test)]
mod tests;
