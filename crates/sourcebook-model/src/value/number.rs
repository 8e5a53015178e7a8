//! Numbers within limits, computed in decimals.

use crate::document::Number;
use crate::view::{Bound, Bounds};

/// Maximum number of digits behind the point.
const MAX_SCALE: u32 = 15;

/// Maximum power of ten that is computed with.
const MAX_DIGITS: i64 = 30;

/// A number that keeps all limits: the one nearest to zero among those that are easily found; `None`
/// where there is none, or its digits are too many.
pub(super) fn make(bounds: &Bounds<'_>, is_integer: bool, formats: &[&str]) -> Option<Number> {
    let range = Range::new(bounds, is_integer, formats)?;
    range.first().map(|value| text(value, range.scale))
}

/// Other numbers within limits, one step after the other.
pub(super) fn others(bounds: &Bounds<'_>, first: &Number) -> Vec<Number> {
    let is_integer = !first.as_str().contains(['.', 'e', 'E']);
    let Some(range) = Range::new(bounds, is_integer, &[]) else { return Vec::new() };
    let Some(start) = scaled(first, range.scale) else { return Vec::new() };
    let step = range.step.unwrap_or(1);
    let above = (1..100).filter_map(|times| start.checked_add(step.checked_mul(times)?));
    let below = (1..100).filter_map(|times| start.checked_sub(step.checked_mul(times)?));
    let all = above.chain(below).filter(|value| range.has(*value));
    all.map(|value| text(value, range.scale)).collect()
}

/// The numbers that are allowed, times a power of ten.
struct Range {
    scale: u32,
    least: Option<i128>,
    most: Option<i128>,
    /// What all of them are multiples of.
    step: Option<i128>,
}

impl Range {
    fn new(bounds: &Bounds<'_>, is_integer: bool, formats: &[&str]) -> Option<Self> {
        let numbers = bounds.least.iter().chain(&bounds.most).map(|bound| bound.value);
        let digits = numbers.chain(bounds.multiples.iter().copied()).map(digits_behind);
        let digits: Option<Vec<u32>> = digits.collect();
        // One digit more, for what lies between two bounds.
        let scale = digits?.into_iter().max().unwrap_or(0) + 1;
        if scale > MAX_SCALE {
            return None;
        }
        let one = 10i128.pow(scale);
        let mut step = is_integer.then_some(one);
        for multiple in &bounds.multiples {
            let multiple = scaled(multiple, scale)?.abs();
            if multiple != 0 {
                step = Some(match step {
                    Some(step) => common_multiple(step, multiple)?,
                    None => multiple,
                });
            }
        }
        let unit = step.unwrap_or(1);
        let bound = |bound: Option<Bound<'_>>, inward: i128| match bound {
            None => Some(None),
            Some(bound) => {
                let value = scaled(bound.value, scale)?;
                let value = if bound.is_exclusive { value.checked_add(inward)? } else { value };
                Some(Some(value))
            }
        };
        let mut range =
            Self { scale, least: bound(bounds.least, 1)?, most: bound(bounds.most, -1)?, step };
        range.least = range.least.map(|least| {
            least.div_euclid(unit) * unit + if least.rem_euclid(unit) == 0 { 0 } else { unit }
        });
        range.most = range.most.map(|most| most.div_euclid(unit) * unit);
        if formats.iter().any(|format| format.starts_with("uint")) {
            range.least = range.least.max(Some(0));
        }
        Some(range)
    }

    fn has(&self, value: i128) -> bool {
        self.least.is_none_or(|least| value >= least)
            && self.most.is_none_or(|most| value <= most)
            && self.step.is_none_or(|step| value % step == 0)
    }

    /// Zero, or a whole number next to a bound, or what lies next to a bound.
    fn first(&self) -> Option<i128> {
        let one = 10i128.pow(self.scale);
        let up = self.least.and_then(|least| {
            (least.div_euclid(one) + i128::from(least.rem_euclid(one) != 0)).checked_mul(one)
        });
        let down = self.most.and_then(|most| most.div_euclid(one).checked_mul(one));
        let is_own = |bound: &i128| bound % 10 == 0;
        // A bound that is part of the range as it is written comes before a whole number behind it.
        let written =
            [self.least.filter(is_own), up, self.most.filter(is_own), down, self.least, self.most];
        let zero = self.least.is_none_or(|least| least <= 0).then_some(0);
        zero.into_iter().chain(written.into_iter().flatten()).find(|value| self.has(*value))
    }
}

/// How many digits a number has behind the point, written out.
fn digits_behind(number: &Number) -> Option<u32> {
    let (mantissa, power) = parts(number)?;
    let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits = i64::try_from(fraction).ok()? - power;
    if power.abs() > MAX_DIGITS { None } else { u32::try_from(digits.max(0)).ok() }
}

/// A number times a power of ten.
fn scaled(number: &Number, scale: u32) -> Option<i128> {
    let (mantissa, power) = parts(number)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let shift = i64::from(scale) + power - i64::try_from(fraction.len()).ok()?;
    let factor = 10i128.checked_pow(u32::try_from(shift.unsigned_abs()).ok()?)?;
    if shift >= 0 {
        digits.checked_mul(factor)
    } else {
        (digits % factor == 0).then(|| digits / factor)
    }
}

fn parts(number: &Number) -> Option<(&str, i64)> {
    let text = number.as_str();
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    Some((mantissa, power.strip_prefix('+').unwrap_or(power).parse().ok()?))
}

fn common_multiple(one: i128, other: i128) -> Option<i128> {
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (one / a).checked_mul(other)
}

/// A scaled number as JSON, without zeros at its end.
fn text(value: i128, scale: u32) -> Number {
    let one = 10i128.pow(scale);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.abs() / one, value.abs() % one);
    let fraction = format!("{rest:0width$}", width = scale as usize);
    let fraction = fraction.trim_end_matches('0');
    let text = if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    };
    Number::parse(&text).unwrap_or_else(|| Number::from(0))
}
