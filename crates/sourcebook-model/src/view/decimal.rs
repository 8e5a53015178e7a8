//! Numbers of documents, compared, added and divided without losing a digit.

use std::cmp::Ordering;

use crate::document::Number;

/// Maximum number of digits of a number that is computed with; others are kept, but not compared.
const MAX_DIGITS: usize = 1000;

/// Maximum power of ten, up or down.
const MAX_EXPONENT: i64 = 1_000_000_000;

/// Maximum number of digits between the first one and the last one of a sum.
const MAX_SUM_DIGITS: i64 = 10_000;

/// A decimal number: `1.50` and `15e-1` are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    is_negative: bool,
    /// The most significant digit first. Neither the first nor the last one is 0; zero has none.
    digits: Vec<u8>,
    /// The power of ten of the last digit.
    exponent: i64,
}

impl Decimal {
    /// The value of a number; `None` where it has more than 1000 digits, or a power of ten beyond
    /// a thousand million.
    pub fn of(number: &Number) -> Option<Self> {
        Self::parse(number.as_str())
    }

    /// The value of a number in JSON's notation.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let power: i64 = power.strip_prefix('+').unwrap_or(power).parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        let digits: Option<Vec<u8>> =
            digits.map(|digit| digit.is_ascii_digit().then(|| digit - b'0')).collect();
        let fraction = i64::try_from(fraction.len()).ok()?;
        let exponent = power.checked_sub(fraction)?;
        Self::new(is_negative, digits?, exponent)
    }

    /// Takes zeros away at both ends.
    fn new(is_negative: bool, mut digits: Vec<u8>, mut exponent: i64) -> Option<Self> {
        while digits.pop_if(|last| *last == 0).is_some() {
            exponent = exponent.checked_add(1)?;
        }
        let leading = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..leading);
        if digits.is_empty() {
            return Some(Self { is_negative: false, digits, exponent: 0 });
        }
        let is_small = digits.len() <= MAX_DIGITS && exponent.abs() <= MAX_EXPONENT;
        is_small.then_some(Self { is_negative, digits, exponent })
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The sum; `None` where it would have too many digits.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        if self.is_zero() || other.is_zero() {
            return Some(if self.is_zero() { other.clone() } else { self.clone() });
        }
        let exponent = self.exponent.min(other.exponent);
        let (one, two) = (self.aligned(exponent)?, other.aligned(exponent)?);
        if self.is_negative == other.is_negative {
            return Self::new(self.is_negative, sum(&one, &two), exponent);
        }
        match compare(&one, &two) {
            Ordering::Less => Self::new(other.is_negative, difference(&two, &one), exponent),
            _ => Self::new(self.is_negative, difference(&one, &two), exponent),
        }
    }

    /// The greatest whole number that is not above it; `None` where that has too many digits.
    pub fn floor(&self) -> Option<Self> {
        let whole = self.whole()?;
        if self.exponent >= 0 || !self.is_negative {
            Some(whole)
        } else {
            whole.plus(&Self::one(true))
        }
    }

    /// The least whole number that is not below it; `None` where that has too many digits.
    pub fn ceiling(&self) -> Option<Self> {
        let whole = self.whole()?;
        if self.exponent >= 0 || self.is_negative {
            Some(whole)
        } else {
            whole.plus(&Self::one(false))
        }
    }

    /// Without what stands behind the decimal point.
    fn whole(&self) -> Option<Self> {
        let fraction = usize::try_from(-self.exponent.min(0)).ok()?;
        let kept = self.digits.len().saturating_sub(fraction);
        Self::new(self.is_negative, self.digits[..kept].to_vec(), self.exponent.max(0))
    }

    /// 1, or -1.
    pub fn one(is_negative: bool) -> Self {
        Self { is_negative, digits: vec![1], exponent: 0 }
    }

    /// The number in JSON's notation; `None` where it would have too many digits.
    pub fn to_number(&self) -> Option<Number> {
        let sign = if self.is_negative { "-" } else { "" };
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        if digits.is_empty() {
            return Some(Number::from(0));
        }
        if self.exponent >= 0 {
            let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros <= MAX_DIGITS)?;
            return Number::parse(&format!("{sign}{digits}{}", "0".repeat(zeros)));
        }
        let fraction =
            usize::try_from(-self.exponent).ok().filter(|length| *length <= MAX_DIGITS)?;
        let padded = format!("{digits:0>width$}", width = fraction + 1);
        let (whole, fraction) = padded.split_at(padded.len() - fraction);
        Number::parse(&format!("{sign}{whole}.{fraction}"))
    }

    /// The digits down to a power of ten that is not above the own one.
    fn aligned(&self, exponent: i64) -> Option<Vec<u8>> {
        let zeros = self.exponent - exponent;
        let mut digits = self.digits.clone();
        if zeros > MAX_SUM_DIGITS {
            return None;
        }
        digits.resize(digits.len() + usize::try_from(zeros).ok()?, 0);
        Some(digits)
    }

    /// Whether it is a whole multiple, as `multipleOf` asks; nothing is one of zero.
    pub fn is_multiple_of(&self, of: &Self) -> bool {
        let zeros = self.exponent - of.exponent;
        // The last digit is not 0, so no number with zeros at its end divides it.
        if of.is_zero() || (zeros < 0 && !self.is_zero()) {
            return false;
        }
        // A divisor of n digits has fewer than 4 n factors 2, and 5: more zeros change nothing.
        let enough = 4 * of.digits.len();
        let zeros = usize::try_from(zeros).map_or(0, |zeros| zeros.min(enough));
        let dividend = self.digits.iter().copied().chain(std::iter::repeat_n(0, zeros));
        let mut rest: Vec<u8> = Vec::with_capacity(of.digits.len() + 1);
        for digit in dividend {
            if !rest.is_empty() || digit != 0 {
                rest.push(digit);
            }
            while compare(&rest, &of.digits) != Ordering::Less {
                rest = difference(&rest, &of.digits);
            }
        }
        rest.is_empty()
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |one: &Self| match (one.is_zero(), one.is_negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let by_size = || {
            // The power of ten above the first digit; digits are far fewer than that may be.
            let above = |one: &Self| one.exponent.saturating_add_unsigned(one.digits.len() as u64);
            above(self).cmp(&above(other)).then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self)
            .cmp(&sign(other))
            .then_with(|| if self.is_negative { by_size().reverse() } else { by_size() })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares whole numbers without zeros in front.
fn compare(one: &[u8], two: &[u8]) -> Ordering {
    one.len().cmp(&two.len()).then_with(|| one.cmp(two))
}

/// The sum of two whole numbers.
fn sum(one: &[u8], two: &[u8]) -> Vec<u8> {
    let (long, short) = if one.len() < two.len() { (two, one) } else { (one, two) };
    let mut digits = Vec::with_capacity(long.len() + 1);
    let mut carry = 0;
    let padded = short.iter().rev().copied().chain(std::iter::repeat(0));
    for (above, below) in long.iter().rev().zip(padded) {
        let digit = above + below + carry;
        digits.push(digit % 10);
        carry = digit / 10;
    }
    digits.push(carry);
    digits.reverse();
    digits
}

/// The difference of two whole numbers, the first of which is not less; without zeros in front.
fn difference(one: &[u8], two: &[u8]) -> Vec<u8> {
    let mut digits = Vec::with_capacity(one.len());
    let mut borrowed = 0;
    let padded = two.iter().rev().copied().chain(std::iter::repeat(0));
    for (above, below) in one.iter().rev().zip(padded) {
        let taken = below + borrowed;
        borrowed = u8::from(*above < taken);
        digits.push(above + 10 * borrowed - taken);
    }
    while digits.pop_if(|first| *first == 0).is_some() {}
    digits.reverse();
    digits
}
