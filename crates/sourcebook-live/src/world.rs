//! A server to run against, with a home of its own: started, ready, and gone without a trace.

mod processes;
mod program;
mod readiness;
mod seeds;
mod session;

use std::net::TcpListener;
use std::path::Path;

use sourcebook_model::document::Value;
use sourcebook_syntax::Diagnostic;
use tempfile::TempDir;

use crate::exchange::Exchange;
use crate::fill::Names;
use crate::problems::failed_server;
use crate::settings::{Settings, Source};
pub use processes::stop_at_signals;
use program::{Program, Server};
pub use session::Ran;

/// A server to run against. It is stopped, and its home deleted, when this is dropped.
#[derive(Debug)]
pub struct World {
    server: Option<Server>,
    names: Names,
    exchange: Exchange,
    /// Dropped last, when nothing runs in it any more.
    home: TempDir,
}

impl World {
    /// Makes a world: a home, the seeds, and the server, which is ready then. With the URL of a
    /// server, only the seeds run.
    ///
    /// # Errors
    /// Why there is no server that answers.
    pub fn start(settings: &Settings) -> Result<Self, Box<Diagnostic>> {
        let nohome = |error: std::io::Error| {
            failed_server::no_server(settings, &format!("there is no room for its home: {error}"))
        };
        let home = tempfile::Builder::new().prefix("sourcebook-live-").tempdir().map_err(nohome)?;
        processes::remember(home.path());
        let mut names = Names::default();
        names.set("tmp", Value::string(home.path().display().to_string()));
        let url = match &settings.source {
            Source::Url(url) => url.trim_end_matches('/').to_owned(),
            Source::Command(_) => {
                let port = free_port().map_err(nohome)?;
                names.set("port", Value::string(port.to_string()));
                format!("http://127.0.0.1:{port}")
            }
        };
        names.set("url", Value::string(url.as_str()));
        seeds::run(settings, &mut names, home.path())?;
        let exchange = Exchange::new(&url, settings.patience);
        let mut world = Self { server: None, names, exchange, home };
        if let Source::Command(command) = &settings.source {
            world.server = Some(world.launch(settings, command)?);
        }
        readiness::wait(settings, &world.exchange, world.server.as_mut())?;
        Ok(world)
    }

    fn launch(&self, settings: &Settings, command: &[String]) -> Result<Server, Box<Diagnostic>> {
        let unknown = |error| failed_server::unknown_name(settings, &error);
        let words = self.names.fill_all(command).map_err(unknown)?;
        let mut environment = Vec::new();
        for (name, value) in &settings.environment {
            environment.push((name.clone(), self.names.fill(value).map_err(unknown)?));
        }
        let program = Program {
            words: &words,
            folder: &settings.folder,
            home: self.home.path(),
            environment,
        };
        let shown = words.join(" ");
        program.serve().map_err(|error| {
            failed_server::no_server(settings, &format!("`{shown}` cannot be started: {error}"))
        })
    }

    /// The folder that is the home of the server.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The client of the server.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// The outputs of the seeds, with `tmp`, `port` and `url`.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.names.iter()
    }

    /// How the server has ended, with the end of what it printed; none while it runs, or where it is
    /// not ours.
    pub fn ended(&mut self) -> Option<String> {
        self.server.as_mut()?.ended()
    }

    /// The same where a connection has just failed: a server that ends closes its connections a moment
    /// before it is gone.
    pub(crate) fn ends(&mut self) -> Option<String> {
        self.server.as_mut()?.ends()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.server = None;
        processes::forget(self.home.path());
    }
}

/// A port of this machine that nobody listens on.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
