//! Whole numbers of the sizes that settings need, and floating-point numbers.

use std::num::IntErrorKind;

use serde_json::Value as Json;

use super::{Value, ValueError};
use crate::kind::Kind;

const HELP: &str = "write decimal digits, such as `100`";

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Value for $number {
            const KIND: Kind = Kind::Int;

            fn parse(text: &str) -> Result<Self, ValueError> {
                text.parse().map_err(|error: std::num::ParseIntError| {
                    number_error(text, *error.kind(), &Self::MIN.to_string(), &Self::MAX.to_string())
                })
            }

            fn to_text(&self) -> String {
                self.to_string()
            }

            fn to_json(&self) -> Json {
                (*self).into()
            }
        }
    )*};
}

whole_numbers!(i32, i64, u16, u32, u64, usize);

fn number_error(text: &str, kind: IntErrorKind, minimum: &str, maximum: &str) -> ValueError {
    let is_number = text.strip_prefix('-').is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_out_of_range =
        is_number || matches!(kind, IntErrorKind::PosOverflow | IntErrorKind::NegOverflow);
    if is_out_of_range {
        return ValueError::OutOfRange(format!("must be between {minimum} and {maximum}"));
    }
    ValueError::Malformed { expected: "integer", reason: None, help: HELP }
}

impl Value for f64 {
    const KIND: Kind = Kind::Float;

    fn parse(text: &str) -> Result<Self, ValueError> {
        let number = text.parse().ok().filter(|number: &Self| number.is_finite());
        number.ok_or(ValueError::Malformed {
            expected: "number",
            reason: None,
            help: "write decimal digits, such as `0.5`",
        })
    }

    fn to_text(&self) -> String {
        self.to_string()
    }

    fn to_json(&self) -> Json {
        (*self).into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_that_does_not_fit_is_told_from_what_is_no_number() {
        fn error_of<T: Value>(text: &str) -> String {
            T::parse(text).expect_err(text).to_string()
        }
        assert_eq!(error_of::<u16>("65536"), "is out of range: must be between 0 and 65535");
        assert_eq!(error_of::<u32>("-1"), "is out of range: must be between 0 and 4294967295");
        let range = "is out of range: must be between -2147483648 and 2147483647";
        assert_eq!(error_of::<i32>("-2147483649"), range);
        for text in ["1e3", "0x10", "1.0", "1_000", "-", "--1", "- 1", " 1"] {
            assert_eq!(error_of::<i64>(text), "is not a valid integer", "{text}");
        }
        for text in ["inf", "NaN", "1,5", "1e999"] {
            assert!(f64::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_read_back(whole: i64, small: u16, float in -1e300..1e300_f64) {
            prop_assert_eq!(i64::parse(&whole.to_text()), Ok(whole));
            prop_assert_eq!(u16::parse(&small.to_text()), Ok(small));
            prop_assert_eq!(f64::parse(&float.to_text()), Ok(float));
        }
    }
}
