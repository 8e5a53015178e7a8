//! Whole numbers that have a range.

use super::given::Given;
use super::kind::{HasDefault, Kind};
use super::setting::Shape;

/// A whole number from `LEAST` to `MOST`.
#[derive(Debug)]
pub struct Number<const LEAST: usize, const MOST: usize>;

impl<const LEAST: usize, const MOST: usize> Kind for Number<LEAST, MOST> {
    type Value = usize;
    type Literal = usize;

    fn shape() -> Shape {
        Shape::Number(LEAST, MOST)
    }

    fn read(given: &mut Given<'_, '_>) -> Option<usize> {
        let written = given.integer()?;
        let number = usize::try_from(written).ok().filter(|number| (LEAST..=MOST).contains(number));
        if number.is_none() {
            let help = format!("write a whole number from {LEAST} to {MOST}");
            given.reject(format!("`{}` cannot be {written}", given.name()), help);
        }
        number
    }

    fn to_toml(literal: usize) -> Option<String> {
        Some(literal.to_string())
    }
}

impl<const LEAST: usize, const MOST: usize> HasDefault for Number<LEAST, MOST> {
    fn of_default(default: usize) -> usize {
        default
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::Sources;

    use super::*;
    use crate::config::{settings, with_table};

    settings! {
        struct Shelf {
            /// How many books stand on it.
            books: Number<2, 40> = 10;
        }
    }

    /// What is read, or what is wrong with it.
    fn read(text: &str) -> Result<usize, String> {
        let mut sources = Sources::new();
        let file = sources.add("shelf.toml", text);
        let read = with_table(&sources, file, None, |root| root.into_section().read_whole());
        read.map(|shelf: Shelf| shelf.books).map_err(|found| {
            let help = found[0].help.as_deref().unwrap_or_default();
            format!("{}; {help}", found[0].message)
        })
    }

    #[test]
    fn numbers_have_a_range() {
        let outside = |number: &str| {
            Err(format!("`books` cannot be {number}; write a whole number from 2 to 40"))
        };
        let table = [
            ("", Ok(10)),
            ("books = 2", Ok(2)),
            ("books = 40", Ok(40)),
            ("books = 0x1F", Ok(31)),
            ("books = 1", outside("1")),
            ("books = -3", outside("-3")),
            ("books = 41", outside("41")),
            ("books = 99999999999999999999", outside("99999999999999999999")),
            ("books = '5'", Err("`books` must be a whole number; ".to_owned())),
            ("books = 5.0", Err("`books` must be a whole number; ".to_owned())),
        ];
        for (text, expected) in table {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
