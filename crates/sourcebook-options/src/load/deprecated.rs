//! Options that work but should not be used any more.

use sourcebook_syntax::Diagnostic;

use super::offers::{Offer, Offers, name_in};
use crate::codes::DOUBTFUL_SETTING;
use crate::spec::OptionSpec;

/// A warning for every place where a deprecated option is given.
pub(crate) fn check(offers: &Offers<'_>) -> Vec<Diagnostic> {
    let deprecated = offers.table.iter().filter(|spec| spec.deprecated);
    let given = deprecated.flat_map(|spec| offers.of(spec));
    given.map(|offer| warning(offers, &offer)).collect()
}

fn warning(offers: &Offers<'_>, offer: &Offer<'_>) -> Diagnostic {
    let owner = offers.owner(offer, None, "");
    let newer = newer(offers, offer.spec);
    let both = newer.iter().flat_map(|spec| offers.of(spec)).next();
    let names: Vec<_> =
        newer.iter().map(|spec| format!("`{}`", name_in(spec, offer.source))).collect();
    let Some(both) = both else {
        let warning =
            Diagnostic::new(&DOUBTFUL_SETTING, format!("{owner}: this setting is deprecated"));
        let help = (!names.is_empty()).then(|| format!("use {} instead", names.join(" and ")));
        return warning.optional_help(help);
    };
    let other = offers.owner(&both, None, "");
    let outcome = match offer.spec.replaced_by {
        Some(_) if offer.source > both.source => " and takes precedence here",
        Some(_) => " and has no effect here",
        None => "",
    };
    let message = format!("{owner}: this setting is deprecated{outcome}; {other} is set too");
    Diagnostic::new(&DOUBTFUL_SETTING, message).help("keep only the new one")
}

/// The options to use instead.
fn newer(offers: &Offers<'_>, spec: &OptionSpec) -> Vec<&'static OptionSpec> {
    if let Some(field) = spec.replaced_by {
        return offers.spec(field).into_iter().collect();
    }
    let by_flag = |flag: &&str| offers.table.iter().find(|spec| spec.flag == Some(*flag));
    spec.use_instead.iter().filter_map(by_flag).collect()
}
