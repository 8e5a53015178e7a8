//! Shows what a long run is doing, to a person at a terminal.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::console::{Console, Verbosity};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is shown while a run works.
#[derive(Debug, Default)]
pub struct Progress {
    running: Option<(Sender<Message>, JoinHandle<()>)>,
}

enum Message {
    Step(String),
    Say(String),
}

/// Where progress is drawn.
trait Draw {
    fn show(&mut self, step: &str);
    fn say(&mut self, text: &str);
    fn clear(&mut self);
}

impl Progress {
    /// Nothing is shown.
    pub fn none() -> Self {
        Self::default()
    }

    /// Shown only where a person sees it as it happens.
    pub fn on(console: &Console<'_>) -> Self {
        if console.interactive && console.verbosity > Verbosity::Quiet {
            Self::drawn_by(Bar::default, PATIENCE)
        } else {
            Self::none()
        }
    }

    fn drawn_by<D: Draw>(draw: impl FnOnce() -> D + Send + 'static, patience: Duration) -> Self {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || watch(&receiver, draw(), patience));
        Self { running: Some((sender, thread)) }
    }

    /// Says what is done now.
    pub fn step(&self, step: &str) {
        self.send(Message::Step(step.to_owned()));
    }

    /// Says something at once, however short the run is.
    pub fn say(&self, text: &str) {
        self.send(Message::Say(text.to_owned()));
    }

    fn send(&self, message: Message) {
        if let Some((sender, _)) = &self.running {
            // The thread ends only after this sender is gone.
            let _ = sender.send(message);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.running.take() {
            drop(sender);
            // A drawing that failed is no reason to fail the run.
            let _ = thread.join();
        }
    }
}

/// Waits out the patience, then shows each step until the run is over.
fn watch(messages: &Receiver<Message>, mut draw: impl Draw, patience: Duration) {
    let start = Instant::now();
    let mut step = String::new();
    while let Some(left) = patience.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) {
        match messages.recv_timeout(left) {
            Ok(Message::Step(next)) => step = next,
            Ok(Message::Say(text)) => draw.say(&text),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
    draw.show(&step);
    for message in messages {
        match message {
            Message::Step(step) => draw.show(&step),
            Message::Say(text) => draw.say(&text),
        }
    }
    draw.clear();
}

/// A spinner on standard error.
#[derive(Default)]
struct Bar {
    bar: Option<ProgressBar>,
}

impl Draw for Bar {
    fn show(&mut self, step: &str) {
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        bar.set_message(step.to_owned());
    }

    fn say(&mut self, text: &str) {
        self.show(text);
    }

    fn clear(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Seen(Arc<Mutex<Vec<String>>>);

    impl Seen {
        fn push(&self, text: &str) {
            self.0.lock().expect("not poisoned").push(text.to_owned());
        }
    }

    impl Draw for Seen {
        fn show(&mut self, step: &str) {
            self.push(step);
        }

        fn say(&mut self, text: &str) {
            self.push(text);
        }

        fn clear(&mut self) {
            self.push("cleared");
        }
    }

    fn seen_with(patience: Duration, run: impl FnOnce(&Progress)) -> Vec<String> {
        let seen = Seen::default();
        let drawn = seen.clone();
        let progress = Progress::drawn_by(move || drawn, patience);
        run(&progress);
        drop(progress);
        let seen = seen.0.lock().expect("not poisoned");
        seen.clone()
    }

    #[test]
    fn a_short_run_shows_nothing() {
        let seen = seen_with(Duration::MAX, |progress| {
            progress.step("reading");
        });
        assert_eq!(seen, [""; 0]);
    }

    #[test]
    fn a_long_run_shows_its_last_step_and_clears_it() {
        let seen = seen_with(Duration::ZERO, |progress| {
            progress.step("reading");
            progress.step("writing");
        });
        let tail = &seen[seen.len().saturating_sub(2)..];
        assert_eq!(tail, ["writing", "cleared"]);
    }
}
