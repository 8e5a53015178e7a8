//! Options: which one is which by any of its names, and what became of each.

use sourcebook_command::{Command, CommandOption};
use sourcebook_syntax::Code;

use super::names::{Kind, Names, has};
use super::told::{Telling, Told};
use super::{Walk, unknown};
use crate::codes;
use crate::law::Level;

impl<'f> Walk<'f> {
    pub(super) fn options(&self, old: &'f Command, new: &'f Command, told: &mut Told) {
        let accepted: Vec<&CommandOption> =
            new.options.iter().chain(self.global.iter().copied()).collect();
        let mut taken = Vec::new();
        for option in &old.options {
            match find(option, &accepted) {
                Some(now) => {
                    taken.push(std::ptr::from_ref(now));
                    self.option(option, now, &accepted, told);
                }
                None => self.option_gone(option, new, told),
            }
        }
        for option in new.options.iter().filter(|one| !taken.contains(&std::ptr::from_ref(*one))) {
            self.option_added(option, old, told);
        }
    }

    fn option(
        &self,
        old: &'f CommandOption,
        now: &'f CommandOption,
        accepted: &[&CommandOption],
        told: &mut Told,
    ) {
        let command = self.name();
        self.option_names(old, now, accepted, told);
        let names = Names::of(now);
        let (name, be) = (names.words(), verb(&names));
        self.shorthand(old, now, accepted, told);
        self.option_aliases(old, now, accepted, told);
        if !old.hidden && now.hidden {
            let message = format!("{name} {be} not shown any more");
            told.add(Telling::info(&codes::OPTION_HIDDEN, message), &command);
        }
        match [old.is_deprecated(), now.is_deprecated()] {
            [false, true] => {
                let flags: Vec<String> =
                    now.use_instead.iter().map(|flag| format!("`--{flag}`")).collect();
                let help = (!flags.is_empty()).then(|| format!("use {} instead", flags.join(", ")));
                let message = format!("{name} {be} deprecated now");
                told.add(Telling::info(&codes::DEPRECATED, message).help(help), &command);
            }
            [true, false] => {
                let message = format!("{name} {be} not deprecated any more");
                told.add(Telling::info(&codes::REACTIVATED, message), &command);
            }
            _ => {}
        }
        if old.required != now.required {
            let telling = if now.required && now.effective_default().is_empty() {
                Telling::error(&codes::OPTION_REQUIRED, format!("{name} {be} required now"))
            } else {
                let message = format!("{name} {be} not required any more");
                Telling::info(&codes::OPTION_OPTIONAL, message)
            };
            if !now.required || now.effective_default().is_empty() {
                told.add(telling, &command);
            }
        }
        self.values(old, now, &name, told);
        self.members(old, now, &name, told);
    }

    /// Which of its names an option lost or got. What is lost together is told once.
    fn option_names(
        &self,
        old: &'f CommandOption,
        now: &'f CommandOption,
        accepted: &[&CommandOption],
        told: &mut Told,
    ) {
        let command = self.name();
        let lost = Names::of(old).without(|name, kind| has(now, name, kind));
        let elsewhere = |name: &str, kind: Kind| accepted.iter().any(|one| has(one, name, kind));
        let moved = lost.without(|name, kind| !elsewhere(name, kind));
        let gone = lost.without(elsewhere);
        if !gone.is_empty() {
            let message = format!("{} {} gone", gone.words(), verb(&gone));
            let kept = Names::of(now).words();
            let help = Some(format!("the option is still there as {kept}"));
            told.add(Telling::error(code_of(&gone), message).help(help), &command);
        }
        if let (Some(key), Some(new)) = (&moved.key, Names::of(now).key) {
            let message = format!("key `{key}` is `{new}` now, and is still read");
            told.add(Telling::info(&codes::KEY_MOVED, message), &command);
        }
        if let Some(variable) = &moved.variable {
            let message = format!("variable `{variable}` is read by another option now");
            told.add(Telling::of(&codes::VARIABLE_REMOVED, Level::Warning, message), &command);
        }
        let came = Names::of(now).without(|name, kind| has(old, name, kind));
        if let (Some(variable), true) = (&came.variable, came.flag.is_none()) {
            let message = format!("variable `{variable}` is read now");
            told.add(Telling::info(&codes::VARIABLE_ADDED, message), &command);
        }
        if let (Some(key), true) = (&came.key, came.flag.is_none() && moved.key.is_none()) {
            told.add(Telling::info(&codes::KEY_ADDED, format!("key `{key}` is new")), &command);
        }
    }

    fn shorthand(
        &self,
        old: &'f CommandOption,
        now: &'f CommandOption,
        accepted: &[&CommandOption],
        told: &mut Told,
    ) {
        let short = &old.shorthand;
        if short.is_empty() || *short == now.shorthand {
            return;
        }
        let name = Names::of(now).words();
        let telling = match accepted.iter().find(|one| one.shorthand == *short) {
            Some(other) => {
                let other = Names::of(other).words();
                let message = format!("`-{short}` was {name}, and is {other}");
                Telling::error(&codes::SHORTHAND_MOVED, message)
            }
            None => {
                Telling::error(&codes::SHORTHAND_REMOVED, format!("`-{short}` of {name} is gone"))
            }
        };
        told.add(telling, &self.name());
    }

    /// Further flags and variables.
    fn option_aliases(
        &self,
        old: &'f CommandOption,
        now: &'f CommandOption,
        accepted: &[&CommandOption],
        told: &mut Told,
    ) {
        let name = Names::of(now).words();
        let all = |option: &'f CommandOption| {
            let flags = option.aliases.iter().map(|flag| (flag, Kind::Flag));
            flags.chain(option.variables.iter().map(|name| (name, Kind::Variable)))
        };
        let shown = |alias: &str, kind| match kind {
            Kind::Flag => format!("`--{alias}`"),
            _ => format!("`{alias}`"),
        };
        for (alias, kind) in all(old) {
            if !accepted.iter().any(|one| has(one, alias, kind)) {
                let (code, what) = match kind {
                    Kind::Flag => (&codes::ALIAS_REMOVED, "called"),
                    _ => (&codes::VARIABLE_REMOVED, "read from"),
                };
                let message = format!("{name} is not {what} {} any more", shown(alias, kind));
                told.add(Telling::error(code, message), &self.name());
            }
        }
        for (alias, kind) in all(now) {
            let is_own = has(old, alias, kind) && !all(old).any(|(known, _)| known == alias);
            if !has(old, alias, kind) || is_own {
                let (code, what) = match kind {
                    Kind::Flag => (&codes::ALIAS_ADDED, "called"),
                    _ => (&codes::VARIABLE_ADDED, "read from"),
                };
                let message = format!("{name} is {what} {} too", shown(alias, kind));
                told.add(Telling::info(code, message), &self.name());
            }
        }
    }

    fn option_gone(&self, option: &'f CommandOption, new: &'f Command, told: &mut Told) {
        let (name, command) = (Names::of(option), self.name());
        if new.incomplete {
            return told.add(unknown(&name.words().replace('`', ""), &command), &command);
        }
        let was_private = option.hidden || option.is_deprecated();
        let level = if was_private { Level::Warning } else { Level::Error };
        let is_like = |other: &&CommandOption| {
            let same = |of: fn(&CommandOption) -> &String| of(other) == of(option);
            same(|one| &one.description)
                && same(|one| &one.type_word)
                && same(|one| &one.default)
                && !option.description.is_empty()
        };
        let renamed = new.options.iter().find(is_like).map(Names::of);
        let help = match renamed {
            Some(other) => Some(format!("renamed to {}?", other.words())),
            None if option.use_instead.is_empty() => None,
            None => Some(format!("`--{}` replaces it", option.use_instead.join("`, `--"))),
        };
        let message = format!("{} {} gone", name.words(), verb(&name));
        told.add(Telling::of(code_of(&name), level, message).help(help), &command);
    }

    fn option_added(&self, option: &'f CommandOption, old: &'f Command, told: &mut Told) {
        let name = Names::of(option);
        // What another option was called before is told there.
        let was_there = |kind: Kind, text: &Option<String>| {
            text.as_ref().is_some_and(|text| old.options.iter().any(|one| has(one, text, kind)))
        };
        if was_there(Kind::Flag, &name.flag) {
            return;
        }
        let (words, command) = (name.words(), self.name());
        if option.required && option.effective_default().is_empty() {
            let message = format!("{words} {} new, and required", verb(&name));
            return told.add(Telling::error(&codes::OPTION_REQUIRED, message), &command);
        }
        let code = match (&name.flag, &name.variable) {
            (Some(_), _) => &codes::OPTION_ADDED,
            (None, Some(_)) => &codes::VARIABLE_ADDED,
            (None, None) => &codes::KEY_ADDED,
        };
        let message = format!("{words} {} new", verb(&name));
        told.add(Telling::info(code, message), &command);
    }
}

/// The option that has a name of another one: its flag, else its variable, else its key.
fn find<'a>(option: &CommandOption, all: &[&'a CommandOption]) -> Option<&'a CommandOption> {
    let names = Names::of(option);
    let by = |name: &Option<String>, kind| {
        let name = name.as_ref()?;
        all.iter().find(|other| has(other, name, kind)).copied()
    };
    let by_alias = || {
        let mut aliases = option.aliases.iter();
        aliases.find_map(|alias| by(&Some(alias.clone()), Kind::Flag))
    };
    by(&names.flag, Kind::Flag)
        .or_else(by_alias)
        .or_else(|| by(&names.variable, Kind::Variable))
        .or_else(|| by(&names.key, Kind::Key))
}

/// The kind of a change in which names are lost, by the first one.
fn code_of(names: &Names) -> &'static Code {
    match (&names.flag, &names.variable) {
        (Some(_), _) => &codes::OPTION_REMOVED,
        (None, Some(_)) => &codes::VARIABLE_REMOVED,
        (None, None) => &codes::KEY_REMOVED,
    }
}

fn verb(names: &Names) -> &'static str {
    if names.count() > 1 { "are" } else { "is" }
}
