//! A proxy before PostgreSQL that can break connections, or let nothing through.

use std::sync::Arc;

use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

/// What becomes of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Open,
    /// Those that are there break, and new ones are not taken.
    Cut,
    /// Nothing comes through.
    Stalled,
}

/// A proxy that runs until it is dropped.
#[derive(Debug)]
pub(crate) struct Proxy {
    /// The URL of the database through it.
    pub(crate) url: String,
    mode: Arc<watch::Sender<Mode>>,
    /// How many connections were turned away.
    turned_away: Arc<watch::Sender<usize>>,
    task: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// A proxy before the database that `url` names.
    pub(crate) async fn before(url: &str) -> Self {
        let options: PgConnectOptions = url.parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (user, database) = (options.get_username(), options.get_database().unwrap());
        let url = if options.get_socket().is_some() {
            format!("postgres://{user}@127.0.0.1:{port}/{database}?sslmode=disable")
        } else {
            let mut url: url::Url = url.parse().unwrap();
            url.set_ip_host([127, 0, 0, 1].into()).unwrap();
            url.set_port(Some(port)).unwrap();
            url.to_string()
        };
        let mode = Arc::new(watch::Sender::new(Mode::Open));
        let turned_away = Arc::new(watch::Sender::new(0));
        let serving = serve(listener, options, Arc::clone(&mode), Arc::clone(&turned_away));
        let task = tokio::spawn(serving);
        Self { url, mode, turned_away, task }
    }

    /// Breaks all connections, and takes no new ones.
    pub(crate) fn cut(&self) {
        self.mode.send_replace(Mode::Cut);
    }

    /// Waits until so many further connections were turned away.
    pub(crate) async fn has_turned_away(&self, connections: usize) {
        let mut turned_away = self.turned_away.subscribe();
        let enough = *turned_away.borrow() + connections;
        turned_away.wait_for(|count| *count >= enough).await.unwrap();
    }

    /// Lets nothing through.
    pub(crate) fn stall(&self) {
        self.mode.send_replace(Mode::Stalled);
    }

    /// Lets everything through again.
    pub(crate) fn mend(&self) {
        self.mode.send_replace(Mode::Open);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    options: PgConnectOptions,
    mode: Arc<watch::Sender<Mode>>,
    turned_away: Arc<watch::Sender<usize>>,
) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        // Subscribed here, so that no cut is missed.
        let mode = mode.subscribe();
        if *mode.borrow() == Mode::Cut {
            turned_away.send_modify(|count| *count += 1);
            continue;
        }
        let options = options.clone();
        tokio::spawn(async move {
            if let Some(folder) = options.get_socket() {
                let socket = folder.join(format!(".s.PGSQL.{}", options.get_port()));
                relay(client, UnixStream::connect(socket).await.unwrap(), mode).await;
            } else {
                let address = (options.get_host(), options.get_port());
                relay(client, TcpStream::connect(address).await.unwrap(), mode).await;
            }
        });
    }
}

async fn relay(
    client: TcpStream,
    server: impl AsyncRead + AsyncWrite,
    mut mode: watch::Receiver<Mode>,
) {
    let (client_in, client_out) = tokio::io::split(client);
    let (server_in, server_out) = tokio::io::split(server);
    let there = carry(client_in, server_out, mode.clone());
    let back = carry(server_in, client_out, mode.clone());
    tokio::select! {
        _ = mode.wait_for(|mode| *mode == Mode::Cut) => {}
        () = async { tokio::join!(there, back); } => {}
    }
}

async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut mode: watch::Receiver<Mode>,
) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        let _ = mode.wait_for(|mode| *mode != Mode::Stalled).await;
        if to.write_all(&piece[..read]).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}
