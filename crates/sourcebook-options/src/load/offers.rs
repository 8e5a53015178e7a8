//! What each layer offers for an option, best layer first.

use sourcebook_syntax::{NodeRef, Span};

use super::document::Document;
use crate::kind::Kind;
use crate::layers::Layers;
use crate::node;
use crate::source::Source;
use crate::spec::OptionSpec;
use crate::value::Given;

/// The layers with the table that says how options are called in them.
pub(crate) struct Offers<'a> {
    pub(crate) layers: &'a Layers,
    pub(crate) table: &'static [OptionSpec],
    pub(crate) document: Option<&'a Document<'a>>,
}

/// What one layer offers.
pub(crate) struct Offer<'a> {
    pub(crate) spec: &'static OptionSpec,
    pub(crate) source: Source,
    pub(crate) content: Content<'a>,
}

/// The raw content.
pub(crate) enum Content<'a> {
    Texts(Vec<String>),
    /// Something else than UTF-8.
    NotText,
    Node(NodeRef<'a>),
}

impl Offer<'_> {
    pub(crate) fn given(&self) -> Option<Given<'_>> {
        match &self.content {
            Content::Texts(texts) => Some(Given::Texts(texts)),
            Content::Node(node) => Some(Given::Node(*node)),
            Content::NotText => None,
        }
    }
}

impl<'a> Offers<'a> {
    /// The option of a field.
    pub(crate) fn spec(&self, field: &str) -> Option<&'static OptionSpec> {
        self.table.iter().find(|spec| spec.field == field)
    }

    /// The option that names the file of a secret.
    pub(crate) fn file_of(&self, secret: &OptionSpec) -> Option<&'static OptionSpec> {
        self.table.iter().find(|spec| spec.file_of == Some(secret.field))
    }

    /// What the layers offer for an option under its own names.
    pub(crate) fn of(&self, spec: &'static OptionSpec) -> Vec<Offer<'a>> {
        self.of_all(&[spec])
    }

    /// What the layers offer for an option under its own and its old names. A better layer comes
    /// first, and in one layer the own name.
    pub(crate) fn with_old_names(&self, spec: &'static OptionSpec) -> Vec<Offer<'a>> {
        let old = self.table.iter().filter(|old| old.replaced_by == Some(spec.field));
        self.of_all(&std::iter::once(spec).chain(old).collect::<Vec<_>>())
    }

    fn of_all(&self, specs: &[&'static OptionSpec]) -> Vec<Offer<'a>> {
        let layers = [
            (Source::Flag, Self::flag as fn(&Self, &OptionSpec) -> Option<Content<'a>>),
            (Source::Env, Self::variable),
            (Source::Yaml, Self::node),
        ];
        let mut offers = Vec::new();
        for (source, read) in layers {
            for spec in specs.iter().copied() {
                offers.extend(read(self, spec).map(|content| Offer { spec, source, content }));
            }
        }
        offers
    }

    fn flag(&self, spec: &OptionSpec) -> Option<Content<'a>> {
        let texts = self.layers.flags.get(spec.flag?)?;
        let texts = texts.iter().filter(|text| !text.is_empty());
        Self::texts(texts.map(|text| text.to_str()).collect())
    }

    fn variable(&self, spec: &OptionSpec) -> Option<Content<'a>> {
        let text = self.layers.variables.get(std::ffi::OsStr::new(spec.env?))?;
        if text.is_empty() { None } else { Self::texts(vec![text.to_str()]) }
    }

    fn texts(texts: Vec<Option<&str>>) -> Option<Content<'a>> {
        if texts.is_empty() {
            return None;
        }
        let texts: Option<Vec<_>> =
            texts.into_iter().map(|text| text.map(ToOwned::to_owned)).collect();
        Some(texts.map_or(Content::NotText, Content::Texts))
    }

    fn node(&self, spec: &OptionSpec) -> Option<Content<'a>> {
        let node = node::at(self.document?.root()?, spec.yaml?)?;
        if node::is_unset(node) { None } else { Some(Content::Node(node)) }
    }

    /// An option as the owner of the layer wrote it.
    pub(crate) fn owner(&self, offer: &Offer<'_>, span: Option<Span>, below: &str) -> String {
        let span = span.or(match &offer.content {
            Content::Node(node) => Some(node.span()),
            Content::Texts(_) | Content::NotText => None,
        });
        let name = name_in(offer.spec, offer.source);
        match (span, self.document) {
            (Some(span), Some(document)) => document.owner(&format!("{name}{below}"), span),
            _ => name,
        }
    }

    /// The path of the YAML file with its owner and source.
    pub(crate) fn config_path(&self) -> Option<(String, String, Source)> {
        let spec = self.table.iter().find(|spec| spec.kind == Kind::ConfigPath)?;
        let Some(offer) = self.of(spec).into_iter().next() else {
            let default = spec.default_text();
            let owner = format!("the default of {}", name_in(spec, Source::Flag));
            return (!default.is_empty()).then_some((owner, default, Source::Default));
        };
        let text = offer.given()?.text()?.to_owned();
        Some((self.owner(&offer, None, ""), text, offer.source))
    }
}

/// The name of an option in a layer, or the best other one.
pub(crate) fn name_in(spec: &OptionSpec, source: Source) -> String {
    let flag = spec.flag.map(|flag| format!("--{flag}"));
    let env = spec.env.map(|env| format!("${env}"));
    let yaml = spec.yaml.map(ToOwned::to_owned);
    let names = match source {
        Source::Env => [env, flag, yaml],
        Source::Yaml => [yaml, flag, env],
        Source::Flag | Source::Default | Source::Unset => [flag, env, yaml],
    };
    names.into_iter().flatten().next().unwrap_or_default()
}
