//! The bounds of the rounds.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::Notify;

use super::pen::{PENS, Round, ask, requests, rounds};
use super::toolbox::{Kit, text};

#[tokio::test]
async fn a_model_that_calls_and_calls_is_cut_off_after_so_many_rounds() {
    let script = [
        Round::new("One. ", &[("call-1", "bmcp_kit_add", "{}")]),
        Round::new("Two. ", &[("call-2", "bmcp_kit_add", "{}")]),
        Round::new("Three. ", &[("call-3", "bmcp_kit_add", "{}")]),
    ];
    for pen in PENS {
        for streaming in [false, true] {
            let kit = Kit::new(&["add"]);
            let few = |settings: &mut crate::aibridge::settings::BridgeSettings| {
                settings.max_tool_rounds = 2;
            };
            let stage = rounds(pen, streaming, &kit, few, &script).await;
            let seen = ask(&stage, pen, &pen.asked(streaming)).await;
            assert_eq!((seen.text.as_str(), seen.end.as_str()), ("One. Two. Three. ", "cut"));
            assert_eq!((seen.calls.len(), seen.usage), (0, (30, 3)));
            assert_eq!(requests(&stage, pen).len(), 3);
            assert_eq!(kit.called().len(), 2);
        }
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up_and_no_further_round_starts() {
    let script = [Round::new(
        "One. ",
        &[("call-1", "bmcp_kit_add", "{}"), ("call-2", "bmcp_kit_now", "{}")],
    )];
    for pen in PENS {
        for streaming in [false, true] {
            let kit = Kit::doing(&["add", "now"], |name, _| match name.as_str() {
                "add" => std::future::pending().boxed(),
                _ => std::future::ready(text("12:00")).boxed(),
            });
            let short = |settings: &mut crate::aibridge::settings::BridgeSettings| {
                settings.tool_rounds_timeout = Duration::from_mins(3);
            };
            let stage = rounds(pen, streaming, &kit, short, &script).await;
            // The clock stands, and jumps when nothing else is to be done.
            let asked = pen.asked(streaming);
            let (seen, ()) = tokio::join!(ask(&stage, pen, &asked), async {
                while kit.called().len() < 2 {
                    tokio::task::yield_now().await;
                }
                tokio::time::pause();
                tokio::time::advance(Duration::from_mins(3)).await;
                tokio::time::resume();
            });
            assert_eq!((seen.text.as_str(), seen.end.as_str()), ("One. ", "cut"));
            assert_eq!(requests(&stage, pen).len(), 1);
        }
    }
}

#[tokio::test]
async fn a_stream_is_told_to_go_on_while_tools_run() {
    let script =
        [Round::new("One. ", &[("call-1", "bmcp_kit_add", "{}")]), Round::new("Two.", &[])];
    for pen in PENS {
        let release = Arc::new(Notify::new());
        let held = Arc::clone(&release);
        let kit = Kit::doing(&["add"], move |_, _| {
            let held = Arc::clone(&held);
            async move {
                held.notified().await;
                text("3")
            }
            .boxed()
        });
        let stage = rounds(pen, true, &kit, |_| {}, &script).await;
        let request = stage.post(pen.path()).json(&pen.asked(true));
        let mut response = request.send().await.unwrap();
        let mut shown = String::new();
        while kit.called().is_empty() || !shown.contains(": tools are running") {
            // Until the tool runs the clock stands; then it jumps to the next comment.
            if !kit.called().is_empty() {
                tokio::time::pause();
                tokio::time::advance(Duration::from_secs(15)).await;
                tokio::time::resume();
            }
            if let Some(piece) = response.chunk().now_or_never() {
                shown.push_str(std::str::from_utf8(&piece.unwrap().unwrap()).unwrap());
            }
            tokio::task::yield_now().await;
        }
        release.notify_one();
        shown.push_str(&response.text().await.unwrap());
        let seen = pen.read_stream(&shown);
        assert_eq!((seen.text.as_str(), seen.end.as_str()), ("One. Two.", "done"));
    }
}

#[tokio::test]
async fn a_call_that_was_cut_off_is_not_made() {
    let cut = Round { is_cut: true, ..Round::new("One. ", &[("call-1", "bmcp_kit_add", "{}")]) };
    for pen in PENS {
        for streaming in [false, true] {
            let kit = Kit::new(&["add"]);
            let stage = rounds(pen, streaming, &kit, |_| {}, std::slice::from_ref(&cut)).await;
            let seen = ask(&stage, pen, &pen.asked(streaming)).await;
            assert_eq!((seen.text.as_str(), seen.end.as_str()), ("One. ", "cut"));
            assert_eq!((seen.calls.len(), kit.called().len()), (0, 0));
        }
    }
}

#[tokio::test]
async fn a_request_that_grows_too_large_is_cut_off() {
    let script = [Round::new("One. ", &[("call-1", "bmcp_kit_add", "{}")])];
    for pen in PENS {
        let kit = Kit::doing(&["add"], |_, _| {
            std::future::ready(text(&"x".repeat(33 * 1024 * 1024))).boxed()
        });
        let stage = rounds(pen, true, &kit, |_| {}, &script).await;
        assert_eq!(ask(&stage, pen, &pen.asked(true)).await.end, "cut");
    }
}
