//! Text that is hard to read on its background.

use sourcebook_syntax::{Diagnostic, problem_code};

use crate::facts::Facts;
use crate::facts::theme::PAIRS;

problem_code! {
    /// The Web Content Accessibility Guidelines (WCAG 2.2, criterion 1.4.3, level AA) require a
    /// contrast of at least 4.5:1 between text and background. With less, people with low vision,
    /// or in sunlight, cannot read the page.
    ///
    /// Make the text lighter or the background darker (or the other way around in the light
    /// scheme). The contrast is computed for every pair that the book, the error page or the cards
    /// use.
    pub(in super::super) static LOW_CONTRAST = "low-contrast", Error,
        "a text color of the theme is hard to read on its background";
}

/// Minimum contrast of normal text at level AA.
const MIN_CONTRAST: f64 = 4.5;

pub(in super::super) fn check(facts: &Facts, found: &mut Vec<Diagnostic>) {
    for scheme in [&facts.theme.dark, &facts.theme.light] {
        for (text, background) in PAIRS {
            let (fore, back) = (scheme.color(text), scheme.color(background));
            let contrast = fore.contrast(back);
            let Some(place) = scheme.place(text).or_else(|| scheme.place(background)) else {
                continue;
            };
            if contrast < MIN_CONTRAST {
                // Rounded down, so that 4.499 does not read as enough.
                let shown = (contrast * 100.0).floor() / 100.0;
                let message = format!(
                    "`{text}` on `{background}` has a contrast of {shown:.2} in the {} scheme, \
                     and readers need {MIN_CONTRAST}",
                    scheme.name
                );
                found.push(
                    Diagnostic::new(&LOW_CONTRAST, message)
                        .at(place.clone(), format!("{fore} on {back}"))
                        .help("choose colors with more contrast"),
                );
            }
        }
    }
}
