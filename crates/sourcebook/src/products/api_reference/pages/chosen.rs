//! What a project decides, as the pages take it.

use sourcebook_model::request::Settings as RequestSettings;
use sourcebook_model::value::Budget;

use super::settings::{Opened, PagesSettings};
use crate::products::api_reference::settings::ReferenceSettings;

impl From<&ReferenceSettings> for PagesSettings {
    fn from(chosen: &ReferenceSettings) -> Self {
        let budget = Budget { lines: chosen.sample_lines, ..Budget::default() };
        Self {
            pages: chosen.pages,
            schemas: chosen.schemas,
            samples: chosen.samples.iter().map(|one| one.language()).collect(),
            author_samples: chosen.author_samples,
            opened: Opened { sent: chosen.request_levels, elsewhere: chosen.response_levels },
            requests: RequestSettings {
                server: chosen.server.clone(),
                budget,
                ..RequestSettings::default()
            },
            tag_order: chosen.tag_order.clone(),
            skip_extension: chosen.skip_extension.clone(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::LANGUAGES;
    use crate::config::Choices;
    use crate::products::api_reference::pages::settings::SampleLanguage;

    #[test]
    fn every_language_can_be_chosen_by_its_name() {
        let words: Vec<&str> = SampleLanguage::CHOICES
            .iter()
            .map(|(word, language, _)| {
                assert_eq!(language.language().name(), *word);
                *word
            })
            .collect();
        let names: Vec<&str> = LANGUAGES.iter().map(|language| language.name()).collect();
        assert_eq!(words, names);
    }

    #[test]
    fn nothing_chosen_is_the_default() {
        let (chosen, default) =
            (PagesSettings::from(&ReferenceSettings::default()), PagesSettings::default());
        assert_eq!((chosen.pages, chosen.schemas), (default.pages, default.schemas));
        assert_eq!(chosen.author_samples, default.author_samples);
        assert_eq!(chosen.opened, default.opened);
        assert_eq!(chosen.requests.budget, default.requests.budget);
        assert_eq!(chosen.skip_extension, default.skip_extension);
        let names = |settings: &PagesSettings| -> Vec<&str> {
            settings.samples.iter().map(|language| language.name()).collect()
        };
        assert_eq!(names(&chosen), names(&default));
    }
}
