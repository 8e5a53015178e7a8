//! How long something stays: deprecation, `x-sunset` and `x-stability-level`.

use sourcebook_model::document::{Extensions, Value};
use sourcebook_syntax::Code;

use crate::codes;
use crate::date::Date;
use crate::law::Level;

/// The extension with the day after which something is gone (RFC 8594 has it as a header).
pub(crate) const SUNSET: &str = "x-sunset";

/// The extension that says how stable something is.
pub(crate) const STABILITY: &str = "x-stability-level";

/// What documents say about how long something stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lifecycle<'d> {
    pub(crate) deprecated: bool,
    pub(crate) sunset: Option<&'d str>,
    pub(crate) stability: Option<&'d str>,
}

/// What changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) code: &'static Code,
    pub(crate) level: Level,
    pub(crate) was: String,
    pub(crate) now: String,
}

/// How stable something is; the least stable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stability {
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl Stability {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "draft" => Some(Self::Draft),
            "alpha" => Some(Self::Alpha),
            "beta" => Some(Self::Beta),
            "stable" => Some(Self::Stable),
            _ => None,
        }
    }
}

impl<'d> Lifecycle<'d> {
    /// What an object says by its flag and its extensions.
    pub(crate) fn of(deprecated: bool, extensions: &'d Extensions) -> Self {
        let text = |name: &str| {
            let found = extensions.iter().find(|(key, _)| &**key == name);
            found.and_then(|(_, value)| Value::as_str(value))
        };
        Self { deprecated, sunset: text(SUNSET), stability: text(STABILITY) }
    }

    /// The day after which it is gone; `None` where none is told, or it is no date.
    pub(crate) fn sunset_day(&self) -> Option<Date> {
        self.sunset.and_then(Date::parse)
    }

    /// How stable it is; stable where nothing is said.
    pub(crate) fn stability(&self) -> Option<Stability> {
        self.stability.map_or(Some(Stability::Stable), Stability::from_name)
    }

    /// Whether it may change at any time.
    pub(crate) fn is_experimental(&self) -> bool {
        matches!(self.stability(), Some(Stability::Draft | Stability::Alpha))
    }
}

/// What changed.
pub(crate) fn compare(old: &Lifecycle<'_>, new: &Lifecycle<'_>) -> Vec<Told> {
    let mut all = Vec::new();
    let words = |text: Option<&str>| text.map_or("not told".to_owned(), |text| format!("`{text}`"));
    if old.deprecated != new.deprecated {
        let code = if new.deprecated { &codes::DEPRECATED } else { &codes::REACTIVATED };
        let text = |flag: bool| if flag { "deprecated" } else { "not deprecated" }.to_owned();
        let (was, now) = (text(old.deprecated), text(new.deprecated));
        all.push(Told { code, level: Level::Info, was, now });
    }
    if let Some((code, level)) = sunset(old, new) {
        all.push(Told { code, level, was: words(old.sunset), now: words(new.sunset) });
    }
    if let Some((code, level)) = stability(old, new) {
        all.push(Told { code, level, was: words(old.stability), now: words(new.stability) });
    }
    all
}

fn sunset(old: &Lifecycle<'_>, new: &Lifecycle<'_>) -> Option<(&'static Code, Level)> {
    if new.sunset.is_some() && new.sunset_day().is_none() && new.sunset != old.sunset {
        return Some((&codes::SUNSET_INVALID, Level::Error));
    }
    match (old.sunset_day(), new.sunset_day()) {
        (Some(was), Some(now)) if now < was => Some((&codes::SUNSET_NEARER, Level::Error)),
        (Some(was), Some(now)) if now > was => Some((&codes::SUNSET_CHANGED, Level::Info)),
        // What is not deprecated any more needs no day.
        (Some(_), None) if new.deprecated => Some((&codes::SUNSET_REMOVED, Level::Error)),
        (Some(_), None) | (None, Some(_)) => Some((&codes::SUNSET_CHANGED, Level::Info)),
        _ => None,
    }
}

fn stability(old: &Lifecycle<'_>, new: &Lifecycle<'_>) -> Option<(&'static Code, Level)> {
    match (old.stability(), new.stability()) {
        (_, None) if old.stability != new.stability => {
            Some((&codes::STABILITY_LOWERED, Level::Error))
        }
        (Some(was), Some(now)) if now < was => Some((&codes::STABILITY_LOWERED, Level::Error)),
        (Some(was), Some(now)) if now > was => Some((&codes::STABILITY_RAISED, Level::Info)),
        _ => None,
    }
}
