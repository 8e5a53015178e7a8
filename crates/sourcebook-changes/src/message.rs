//! Puts findings in words.

use sourcebook_model::document::Document;
use sourcebook_syntax::Place;

use crate::change::Change;
use crate::codes;
use crate::difference::{Difference, Mark, Subject};
use crate::findings::Finding;
use crate::law::Level;
use crate::relate::Relator;
use crate::witness;
use crate::words::shortened;

/// A finding as it is told, with a value that shows it where one is found.
pub(crate) fn change(relator: &Relator<'_, '_>, finding: Finding) -> Change {
    let Finding { mut difference, at, level, reaches, pair, way, help } = finding;
    let shown_by = difference.shown_by.map(|(spot, is_old)| {
        let side = if is_old { &relator.old } else { &relator.new };
        side.sample(spot)
    });
    if let (Subject::Option(name), Some(value)) = (&mut difference.subject, &shown_by)
        && name.is_empty()
    {
        *name = format!("such as `{}`", shortened(&value.to_compact_json())).into();
    }
    difference.candidates.extend(shown_by);
    let shows = level > Level::Info && !way.is_left_out;
    let pair = pair.filter(|_| shows).map(|pair| relator.spots(pair));
    let witness = pair.and_then(|pair| witness::find(relator, pair, &difference, way));
    Change {
        code: difference.code,
        level,
        relation: difference.relation,
        message: text(&difference, &at),
        new: place(relator.new.document(), difference.new),
        old: place(relator.old.document(), difference.old),
        reaches,
        witness,
        help,
    }
}

fn place(document: &Document, mark: Option<Mark>) -> Option<Place> {
    let Mark { origin, keyword } = mark?;
    if !keyword.is_empty() {
        return document.place_of_member(origin, keyword);
    }
    // Of an object, which may be many lines, its first key is marked.
    let whole = document.place(origin)?;
    let first = document.member_names(origin).first().copied();
    let marked = first.and_then(|name| document.place_of_member(origin, name));
    Some(marked.map_or(whole.clone(), |marked| Place { pointer: whole.pointer, ..marked }))
}

/// What changed, in one line.
fn text(difference: &Difference, at: &str) -> String {
    let Difference { code, subject, was, now, .. } = difference;
    match subject {
        Subject::Keyword("type") => format!("{at} was {was}, and is {now}"),
        Subject::Keyword(keyword) => format!("`{keyword}` of {at} was {was}, and is {now}"),
        Subject::Value(value) if code.name == codes::TYPE_WIDENED.name => {
            format!("{at} allows `{value}`")
        }
        Subject::Value(value) if code.name == codes::VALUE_ADDED.name => {
            format!("{at} allows `{value}`")
        }
        Subject::Value(value) => format!("{at} does not allow `{value}` any more"),
        Subject::Member(name) => of_member(difference, at, name),
        Subject::Option(name) => of_option(difference, at, name),
        Subject::Whole => of_whole(difference, at),
    }
}

fn of_member(difference: &Difference, at: &str, name: &str) -> String {
    let Difference { code, was, now, .. } = difference;
    match *code {
        _ if **code == codes::MEMBER_ADDED => format!("{at} has a new member `{name}`"),
        _ if **code == codes::REQUIRED_MEMBER_ADDED => {
            format!("{at} has a new required member `{name}`")
        }
        _ if **code == codes::MEMBER_REMOVED => format!("{at} has no member `{name}` any more"),
        _ if **code == codes::MEMBER_REQUIRED => format!("member `{name}` of {at} is required now"),
        _ if **code == codes::MEMBER_OPTIONAL => {
            format!("member `{name}` of {at} is not required any more")
        }
        _ => format!("member `{name}` of {at} was {was}, and is {now}"),
    }
}

fn of_option(difference: &Difference, at: &str, name: &str) -> String {
    let Difference { code, was, now, .. } = difference;
    match *code {
        _ if **code == codes::BRANCH_ADDED => format!("{at} has a new option {name}"),
        _ if **code == codes::BRANCH_REMOVED => format!("{at} has no option {name} any more"),
        _ if **code == codes::MEDIA_TYPE_ADDED && was.is_empty() => {
            format!("{at} has a new media type {name}")
        }
        _ if **code == codes::MEDIA_TYPE_ADDED => {
            format!("the media type of {at} was {was}, and is {now}")
        }
        _ if **code == codes::MEDIA_TYPE_REMOVED => {
            format!("{at} has no media type {name} any more")
        }
        _ if **code == codes::SECURITY_SCHEME_CHANGED => {
            format!("the security scheme {name} was {was}, and is {now}")
        }
        _ => format!("the tags of {name} in {at} were {was}, and are {now}"),
    }
}

fn of_whole(difference: &Difference, at: &str) -> String {
    let Difference { code, was, now, .. } = difference;
    let is = |other: &sourcebook_syntax::Code| **code == *other;
    if is(&codes::UNDECIDED) {
        return format!("what changed in {at} cannot be decided: {now}");
    }
    let phrase = PHRASES.iter().find(|(code, _)| is(code)).map(|(_, phrase)| *phrase);
    match phrase {
        Some(phrase) => phrase.replace("{at}", at).replace("{was}", was).replace("{now}", now),
        None if was.is_empty() && now.is_empty() => format!("{at}: {}", code.summary),
        None => format!("{at}: {}: was {was}, and is {now}", code.summary),
    }
}

/// Sentences for what is about a place as a whole.
static PHRASES: &[(&sourcebook_syntax::Code, &str)] = &[
    (&codes::OPERATION_ADDED, "{at} is new"),
    (&codes::OPERATION_REMOVED, "{at} is gone"),
    (&codes::OPERATION_MOVED, "{at} was at `{was}`"),
    (&codes::OPERATION_ID_CHANGED, "the `operationId` of {at} was {was}, and is {now}"),
    (&codes::OPERATION_TAG_CHANGED, "the tags of {at} were {was}, and are {now}"),
    (&codes::DEPRECATED, "{at} is deprecated now"),
    (&codes::REACTIVATED, "{at} is not deprecated any more"),
    (&codes::SUNSET_NEARER, "`x-sunset` of {at} was {was}, and is {now}"),
    (&codes::SUNSET_REMOVED, "`x-sunset` of {at} was {was}, and is {now}"),
    (&codes::SUNSET_CHANGED, "`x-sunset` of {at} was {was}, and is {now}"),
    (&codes::SUNSET_INVALID, "`x-sunset` of {at} is {now}, which is no day"),
    (&codes::STABILITY_LOWERED, "`x-stability-level` of {at} was {was}, and is {now}"),
    (&codes::STABILITY_RAISED, "`x-stability-level` of {at} was {was}, and is {now}"),
    (&codes::PARAMETER_ADDED, "{at} is new, and {now}"),
    (&codes::PARAMETER_REMOVED, "{at} is gone"),
    (&codes::PARAMETER_REQUIRED, "{at} is required now"),
    (&codes::PARAMETER_OPTIONAL, "{at} is not required any more"),
    (&codes::PARAMETER_FORM_CHANGED, "{at} was written as {was}, and is as {now}"),
    (&codes::BODY_ADDED, "{at} is new, and {now}"),
    (&codes::BODY_REMOVED, "{at} is gone"),
    (&codes::BODY_REQUIRED, "{at} is required now"),
    (&codes::BODY_OPTIONAL, "{at} is not required any more"),
    (&codes::STATUS_ADDED, "{at} is new"),
    (&codes::STATUS_REMOVED, "{at} is gone"),
    (&codes::HEADER_ADDED, "{at} is new"),
    (&codes::HEADER_REMOVED, "{at} is gone"),
    (&codes::HEADER_REQUIRED, "{at} is always there now"),
    (&codes::HEADER_OPTIONAL, "{at} can be missing now"),
    (&codes::SECURITY_TIGHTENED, "{at} does not accept {now} any more"),
    (&codes::SECURITY_RELAXED, "{at} accepts {now}"),
    (&codes::SERVER_CHANGED, "{at} was {was}, and is {now}"),
    (&codes::TYPE_RENAMED, "{at} is gone"),
    (&codes::OBJECT_CLOSED, "{at} allowed {was} beside its members, and allows {now}"),
    (&codes::OBJECT_OPENED, "{at} allowed {was} beside its members, and allows {now}"),
];
