//! What stands in the structure of a setting in the configuration file.

use sourcebook_command::{CommandOption, Member};

use super::Walk;
use super::told::{Telling, Told};
use super::values::compare;
use crate::codes;

impl<'f> Walk<'f> {
    /// Compares the members of a setting's structure.
    pub(super) fn members(
        &self,
        old: &'f CommandOption,
        now: &'f CommandOption,
        name: &str,
        told: &mut Told,
    ) {
        self.structure(&old.members, &now.members, name, told);
    }

    fn structure(&self, old: &[Member], now: &[Member], name: &str, told: &mut Told) {
        let command = self.name();
        let find = |all: &'_ [Member], name: &str| all.iter().position(|one| one.name == name);
        for member in old {
            let at = format!("member `{}` of {name}", member.name);
            let Some(now) = find(now, &member.name).map(|found| &now[found]) else {
                let message = format!("{at} is gone");
                told.add(Telling::error(&codes::LIMIT_NARROWED, message), &command);
                continue;
            };
            if member.required != now.required {
                let telling = if now.required {
                    Telling::error(&codes::LIMIT_NARROWED, format!("{at} is required now"))
                } else {
                    let message = format!("{at} is not required any more");
                    Telling::info(&codes::LIMIT_WIDENED, message)
                };
                told.add(telling, &command);
            }
            let types = (member.type_word.as_str(), now.type_word.as_str());
            for telling in compare(&at, types, &member.choices, &now.choices) {
                told.add(telling, &command);
            }
            self.structure(&member.members, &now.members, &at, told);
        }
        for member in now.iter().filter(|member| find(old, &member.name).is_none()) {
            let at = format!("member `{}` of {name}", member.name);
            let telling = if member.required {
                Telling::error(&codes::LIMIT_NARROWED, format!("{at} is new, and required"))
            } else {
                Telling::info(&codes::LIMIT_WIDENED, format!("{at} is new"))
            };
            told.add(telling, &command);
        }
    }
}
