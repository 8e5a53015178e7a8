//! Every table of `sourcebook.toml`, as it is declared: for the reference, the schema and tests.

use super::{PRODUCTS, Product};
use crate::config::{
    ChangesTable, LiveTable, ProgramFacts, ProseSettings, SeedTable, Setting, Settings, SiteFiles,
    SiteSettings, SkipTable,
};
use crate::problems::{AcceptTable, AllowTable, Severities};

/// `[facts]`: the program's facts, and the files of the site.
pub(super) fn facts() -> Vec<Setting> {
    [ProgramFacts::settings(), SiteFiles::settings()].concat()
}

/// `[facts.NAME]`: the facts of one more program.
pub(super) fn named_facts() -> Vec<Setting> {
    ProgramFacts::settings()
}

/// `[site]`.
pub(super) fn site() -> Vec<Setting> {
    SiteSettings::settings()
}

/// `[prose]`.
pub(super) fn prose() -> Vec<Setting> {
    ProseSettings::settings()
}

/// `[live]`.
pub(super) fn live() -> Vec<Setting> {
    LiveTable::settings()
}

/// `[[live.seed]]`.
pub(super) fn live_seed() -> Vec<Setting> {
    SeedTable::settings()
}

/// `[[live.skip]]`.
pub(super) fn live_skip() -> Vec<Setting> {
    SkipTable::settings()
}

/// `[changes]`.
pub(super) fn changes() -> Vec<Setting> {
    ChangesTable::settings()
}

/// `[[accept]]`.
pub(super) fn accept() -> Vec<Setting> {
    AcceptTable::settings()
}

/// `[problems]`.
pub(super) fn problems() -> Vec<Setting> {
    Severities::settings()
}

/// `[[allow]]`.
pub(super) fn allow() -> Vec<Setting> {
    AllowTable::settings()
}

/// `[products.NAME]`, each with its settings.
pub(super) fn products() -> impl Iterator<Item = (&'static Product, Vec<Setting>)> {
    PRODUCTS.iter().map(|product| (product, (product.settings)()))
}
